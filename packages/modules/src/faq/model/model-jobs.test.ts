import { faqModelCalls } from '@dovecote/db/schema/faq';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { owner } from '../../kit/apply-writes.test-helper';
import { jobUpdate } from '../../kit/job';
import { messageUpdate, textUpdate } from '../../kit/talk.test-helper';
import { createFaqWorld, type FaqWorld } from '../faq-world.test-helper';

const settings = { faq: { model: 'own' } };
const result = {
  kind: 'answered',
  answer: { text: 'Yes, for free.', sources: [] },
  cacheKey: 'key',
  tokens: 5,
};

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
  await world.addDocument('Guide', '# Gift wrapping\nGifts are wrapped for free.');
});
afterAll(() => world.close());

const job = (name: string, key: string, payload: object, chatId = '1001') =>
  jobUpdate(
    `${name}:${key}`,
    { module_id: 'faq', name, key, payload, run_at: '2026-01-02T03:04:05Z', is_task: name === 'answer' },
    chatId,
  );

it('an answer quicker than the receipt of its message waits for it, and changes it then', async () => {
  await world.say(textUpdate('can you wrap gifts?'), { settings });
  const [call] = await world.database.owner.select().from(faqModelCalls);
  const key = call?.id ?? '';
  await world.database.owner.execute(sql`delete from sent_messages`);
  const early = await world.say(job('answer', key, { state: 'done', result }), { settings });
  expect(early.calls).toEqual([]);
  expect(early.writes.map(({ row }) => row.job)).toEqual(['settle']);
  await world.database.owner.execute(sql`
    insert into sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, sent_at)
    values (${owner.workspaceId}, ${owner.botId}, 'faq', ${`answer:${key}`}, '1001', 77, now())`);
  const settled = await world.say(job('settle', key, { result }), { settings });
  const edited = { message_id: 77, text: 'Yes, for free.' };
  expect(settled.calls).toMatchObject([{ method: 'editMessageText', payload: edited }]);
  const late = await world.say(job('late', key, {}), { settings });
  expect(late.calls).toEqual([]);
});

it.each([
  ['what the model answered', { state: 'done', result }, 'Yes, for free.'],
  ['what retrieval found', { state: 'failed', reason: 'error' }, 'Gifts are wrapped for free.'],
  ['that nobody knows', { state: 'done', result: { kind: 'unknown', tokens: 5 } }, 'I do not know'],
])(
  '%s comes in the forum topic where it was asked, also where no message is there to change',
  async (_, ended, text) => {
    for (const table of ['faq_model_calls', 'sent_messages'])
      await world.database.owner.execute(`delete from ${table}`);
    const asked = { text: '/ask can you wrap gifts?', is_topic_message: true as const, message_thread_id: 9 };
    await world.say(messageUpdate(asked, { chat: 'supergroup', updateId: 7 }), { settings });
    const [call] = await world.database.owner.select().from(faqModelCalls);
    await world.database.owner.execute(sql`delete from sent_messages`);
    const now = new Date('2026-01-02T03:05:05Z');
    const said = await world.say(job('answer', call?.id ?? '', ended, call?.chatId), { settings, now });
    const payload = { text: expect.stringContaining(text), message_thread_id: 9 };
    expect(said.calls).toMatchObject([{ method: 'sendMessage', payload }]);
  },
);
