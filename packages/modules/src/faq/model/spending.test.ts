import { faqModelCalls, faqSpending } from '@dovecote/db/schema/faq';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { owner } from '../../kit/apply-writes.test-helper';
import { jobUpdate } from '../../kit/job';
import { buttonsOf, pressUpdate, textUpdate } from '../../kit/talk.test-helper';
import { sayWrite } from '../../kit/write-statement';
import { createFaqWorld, type FaqWorld } from '../faq-world.test-helper';
import { spendingErase, tokensSpend } from './spending-writes';

const question = 'can you wrap gifts?';
const now = new Date('2026-01-02T03:04:05Z');

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
  await world.addDocument('Guide', '# Gift wrapping\nGifts are wrapped for free.');
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ['faq_spending', 'faq_model_calls']) await world.database.owner.execute(`delete from ${table}`);
});

const settingsOf = (tokensMax: number) => ({ faq: { model: 'own', modelTokensPerPersonPerDay: tokensMax } });
const ask = (updateId: number, tokensMax: number) =>
  world.say(textUpdate(question, { updateId }), { settings: settingsOf(tokensMax), now });
const calls = () => world.database.owner.select().from(faqModelCalls);
const spent = () => world.database.owner.select().from(faqSpending).orderBy(asc(faqSpending.externalId));
const erase = async () => {
  const yes = buttonsOf(await world.say(textUpdate('/deleteme', { updateId: 50 })))[0]?.callback_data ?? '';
  await world.say(pressUpdate(yes, { updateId: 51 }), { now });
};

it('who is erased and comes back meets the same bound of the day; their mark does not say who they are', async () => {
  await ask(1, 60_000);
  const [call] = await calls();
  const tokens = call?.tokens ?? 0;
  expect(tokens).toBeGreaterThan(0);
  await erase();
  const [ofAll, ofMark, ...others] = await spent();
  expect([ofAll, others]).toMatchObject([{ externalId: '', tokens }, []]);
  expect(ofMark).toMatchObject({ externalId: expect.stringMatching(/^mark:/), tokens });
  expect(JSON.stringify(ofMark)).not.toContain('1001');
  await ask(2, tokens * 2 - 1);
  expect(await calls()).toHaveLength(1);
  await ask(3, tokens * 2);
  expect(await calls()).toHaveLength(2);
  const row = (await spent()).find(({ externalId }) => externalId === '1001');
  expect(row).toMatchObject({ tokens, tokensMax: tokens });
  await erase();
  expect(await spent()).toMatchObject([{ externalId: '' }, { externalId: ofMark?.externalId, tokens: tokens * 2 }]);
});

it('what is given back of somebody who was erased meanwhile is left alone, and never counts below nothing', async () => {
  const row = { day: '2026-01-02', tokens_max: null };
  await world.commit([sayWrite(tokensSpend, { ...row, external_id: '1001', tokens: 50 })]);
  await world.commit([sayWrite(spendingErase, { external_id: '1001' })]);
  await world.commit([sayWrite(tokensSpend, { ...row, external_id: '1001', tokens: -40 })]);
  expect(await spent()).toEqual([]);
  await world.commit([sayWrite(tokensSpend, { ...row, external_id: '2002', tokens: 50 })]);
  await world.commit([sayWrite(tokensSpend, { ...row, external_id: '2002', tokens: -40 })]);
  expect(await spent()).toMatchObject([{ externalId: '2002', tokens: 10 }]);
});

it.each([
  [{ state: 'done', result: { kind: 'unasked', reason: 'turned_away' } }, 0],
  [{ state: 'failed', reason: 'error' }, 1],
  [{ state: 'failed', reason: 'timeout' }, 1],
])('a call that ended as %j is settled at %d of what was reserved', async (payload, share) => {
  await ask(1, 60_000);
  const [call] = await calls();
  const key = call?.id ?? '';
  const job = { module_id: 'faq', name: 'answer', key, payload, run_at: '', is_task: true };
  await world.database.owner.execute(sql`
    insert into sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, sent_at)
    values (${owner.workspaceId}, ${owner.botId}, 'faq', ${`answer:${key}`}, '1001', 77, now()) on conflict do nothing`);
  await world.say(jobUpdate('a', job, '1001'), { settings: settingsOf(60_000), now });
  const tokens = (call?.tokens ?? 0) * share;
  expect(await spent()).toMatchObject([{ tokens }, { tokens }]);
});
