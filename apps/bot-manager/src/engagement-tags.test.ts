import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

interface View {
  group: { members: { name: string; tag?: string }[] } | null;
}

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
let chatId: number;

beforeAll(async () => {
  bench = await createBench();
  bot = await bench.createBot({}, { core: {}, engagement: {} });
  const group = { workspaceId: bot.workspaceId, person: 'olga', title: 'Team' };
  chatId = (await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, group)).chatId;
  await bench.db
    .update(moduleSettings)
    .set({ settings: { tagGroups: [String(chatId)] } })
    .where(sql`module_id = 'engagement'`);
  await bench.startManager();
  await setMember({ person: 'bob', status: 'member' });
});
afterAll(() => bench.close());

const setMember = (member: { person: string; status: string; isBot?: boolean }) =>
  bench.control('POST', `/groups/${bot.username}/${chatId}/members`, { workspaceId: bot.workspaceId, ...member });

const say = (text: string) =>
  bench.control('POST', `/chats/${bot.username}/messages`, {
    workspaceId: bot.workspaceId,
    person: 'bob',
    chatId,
    text,
  });

async function tagOfBob(): Promise<string | undefined> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person: 'bob', chatId: String(chatId) });
  const { group } = await bench.control<View>('GET', `/chats/${bot.username}/messages?${query}`);
  return group?.members.find(({ name }) => name.toLowerCase() === 'bob')?.tag;
}

async function calls(): Promise<Record<string, unknown>[]> {
  const result = await bench.db.execute(
    sql`select state, error from outbox where method = 'setChatMemberTag' order by id`,
  );
  return result.rows;
}

async function refusals(): Promise<unknown[]> {
  const result = await bench.db.execute<{ refusal: string | null }>(sql`select refusal from engagement_tags`);
  return result.rows.map(({ refusal }) => refusal);
}

test('without the right a tag is refused once and the reason is kept; with the right it is set', async () => {
  await say(`/checkin@${bot.username}`);
  const refused = '400 Bad Request: not enough rights to manage the chat';
  await eventually(async () => expect(await refusals()).toEqual([refused]));
  await say(`/leaderboard@${bot.username}`);
  await eventually(async () => {
    const done = await bench.db.execute(sql`select from updates where command = 'leaderboard' and state = 'done'`);
    expect(done.rows).toHaveLength(1);
  });
  expect(await calls()).toEqual([{ state: 'refused', error: refused }]);

  await setMember({ person: 'olga', status: 'administrator', isBot: true });
  await eventually(async () => expect(await refusals()).toEqual([]));
  await say(`/leaderboard@${bot.username}`);
  await eventually(async () => expect(await tagOfBob()).toBe('Level 1'));
  expect(await refusals()).toEqual([null]);
});
