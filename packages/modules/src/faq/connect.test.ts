import { faqBots } from '@dovecote/db/schema/faq';
import type { Message } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { owner } from '../kit/apply-writes.test-helper';
import { jobUpdate } from '../kit/job';
import { jobPlace } from '../kit/job-place';
import { messageUpdate, openSealed, textsOf, textUpdate } from '../kit/talk.test-helper';
import { createFaqWorld, type FaqWorld, groupId } from './faq-world.test-helper';
import { hashCode } from './handover/hash-code';

const chat = { id: groupId, type: 'supergroup', title: 'Team' };
const inGroup = (fields: object, updateId: number) =>
  messageUpdate({ chat, ...fields } as Partial<Message>, { personId: 7007, updateId });

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.owner.delete(faqBots);
  world.forgetGroup();
});

const plant = async (expiresInMs = 60_000) => {
  const codeExpiresAt = new Date(Date.parse('2026-01-02T03:04:05Z') + expiresInMs);
  await world.database.owner
    .insert(faqBots)
    .values({ workspaceId: owner.workspaceId, botId: owner.botId, codeHash: hashCode('ABCDE'), codeExpiresAt });
};
const connect = async (code: string, fields: object = {}, isAdmin: boolean | null | 'failed' = true) => {
  const said = await world.say(inGroup({ text: `/connect ${code}`, ...fields }, 1));
  const asked = said.writes.find(({ row }) => row.is_task === true && row.job === 'connect');
  if (!asked) return said;
  const key = String(asked.row.key);
  const request = JSON.parse(openSealed(String(asked.row.payload), jobPlace('bot_1', 'faq', 'connect', key)));
  expect(request.userId).toBe('7007');
  const job = { module_id: 'faq', name: 'connect', key, run_at: '', is_task: true };
  const payload =
    isAdmin === 'failed' ? { state: 'failed', reason: 'timeout' } : { state: 'done', result: { request, isAdmin } };
  return world.say(jobUpdate('c', { ...job, payload }, String(groupId)));
};
const bot = async () => (await world.database.owner.select().from(faqBots))[0];

it('/connect connects the group or topic it is typed in, once', async () => {
  await plant();
  expect(textsOf(await connect('abcde', { is_topic_message: true, message_thread_id: 9 }))[0]).toContain('Connected.');
  expect(await bot()).toMatchObject({ groupChatId: String(groupId), groupThreadId: 9, codeHash: null });
  expect((await bot())?.groupTitle).toMatch(/^sealed\|/);
  expect(textsOf(await connect('ABCDE'))[0]).toContain('wrong, used or too old');
});

it.each(['', 'WRONG', 'ABCDE'])('/connect refuses a wrong, missing or late code (%j)', async (code) => {
  await plant(-1);
  expect(textsOf(await connect(code))[0]).toContain('wrong, used or too old');
  expect((await bot())?.groupChatId).toBeNull();
});

it.each<[string, boolean | null | 'failed', string]>([
  ['who types it does not run the group', false, 'Only an administrator'],
  ['Telegram does not say who does', null, 'did not tell me'],
  ['asking Telegram failed', 'failed', 'did not tell me'],
])('a code all have seen is void where %s, and the group says so', async (_why, isAdmin, words) => {
  await plant();
  const [refusal] = textsOf(await connect('ABCDE', {}, isAdmin));
  expect(refusal).toContain(words);
  expect(refusal).toContain('void');
  expect(await bot()).toMatchObject({ groupChatId: null, codeHash: null, codeExpiresAt: null });
  expect(textsOf(await connect('ABCDE', { sender_chat: chat }))[0]).toContain('wrong, used or too old');
});

it('a refusal leaves a newer code good, and the group that is connected', async () => {
  await plant();
  const newer = { codeHash: hashCode('NEWER'), groupChatId: '-1009999', groupConnectedAt: new Date(0) };
  const said = await world.say(inGroup({ text: '/connect ABCDE' }, 1));
  const key = String(said.writes.find(({ row }) => row.job === 'connect')?.row.key);
  await world.database.owner.update(faqBots).set(newer);
  const job = { module_id: 'faq', name: 'connect', key, run_at: '', is_task: true };
  await world.say(jobUpdate('c', { ...job, payload: { state: 'failed', reason: 'error' } }, String(groupId)));
  expect(await bot()).toMatchObject(newer);
  expect(textsOf(await connect('NEWER', {}, false))[0]).toContain('Only an administrator');
  expect(await bot()).toMatchObject({ ...newer, codeHash: null });
});

it('/connect connects for who writes in the group’s own name', async () => {
  await plant();
  expect(textsOf(await connect('ABCDE', { sender_chat: chat }))[0]).toContain('Connected.');
});

it('/connect belongs in a group', async () => {
  await plant();
  expect(textsOf(await world.say(textUpdate('/connect ABCDE')))[0]).toContain('in the group');
  expect((await bot())?.groupChatId).toBeNull();
});

it('a connection is undone when the bot is removed from the group', async () => {
  await world.connectGroup();
  const member = (status: string) => ({ status, user: { id: 4242, is_bot: true, first_name: 'Shop' } });
  const from = { id: 7007, is_bot: false, first_name: 'Bo' };
  const change = { chat, from, date: 1, old_chat_member: member('member'), new_chat_member: member('kicked') };
  await world.say({ update_id: 5, my_chat_member: change } as never);
  expect((await bot())?.groupChatId).toBeNull();
});
