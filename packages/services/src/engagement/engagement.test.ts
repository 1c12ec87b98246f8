import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { listBotEvents } from '../bots/list-bot-events';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { saveModule } from '../modules/save-module';
import type { ServiceContext } from '../service-context';
import { adjustPoints } from './adjust-points';
import { banPerson } from './ban-person';
import { exportPerson } from './export-person';
import { getEngagementStats } from './get-engagement-stats';
import { liftBan } from './lift-ban';
import { listAchievements } from './list-achievements';
import { listEngagedPeople } from './list-engaged-people';
import { listLeaderboard } from './list-leaderboard';
import { listLedgerLines } from './list-ledger-lines';
import { listTagRefusals } from './list-tag-refusals';
import { reverseLine } from './reverse-line';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

/** A bot whose people 11, 12 and 13 earned 10, 20 and 30 points today; 13 hides. */
async function botWithPeople() {
  const owner = await kit.signUp('owner');
  const { id: botId } = await createBot(owner, { token: await kit.newToken(owner) });
  const workspaceId = workspaceIdOf(owner);
  const today = new Date().toISOString().slice(0, 10);
  const { db } = kit.database;
  for (const personId of ['11', '12', '13']) {
    const place = { workspaceId, purpose: 'engagement', row: `${botId}/${personId}`, column: 'name' };
    const name = await kit.services.vault.seal(`Name ${personId}`, place);
    await db.execute(sql`
      insert into engagement_people (workspace_id, bot_id, person_id, name, is_hidden, joined_at, seen_at)
      values (${workspaceId}, ${botId}, ${personId}, ${name}, ${personId === '13'}, now(), now())`);
    await db.execute(sql`
      insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, subject, tags, is_scored,
        day, team, at)
      values (${workspaceId}, ${botId}, ${`achievement:${personId}`}, 'house:achievement', ${`person:${personId}`},
        ${(Number(personId) - 10) * 10}, 'achievement', '{"achievement": "first_steps"}', '{achievement}', true, ${today},
        's1:red', now())`);
  }
  return { owner, botId };
}

const person = async (owner: ServiceContext, botId: string, personId: string) =>
  (await listEngagedPeople(owner, botId, {})).items.find((one) => one.personId === personId);

test('numbers, boards, achievements, people and lines say the same', async () => {
  const { owner, botId } = await botWithPeople();
  await saveModule(owner, botId, 'engagement', {
    enabled: true,
    settings: { levels: [{ points: 15 }], season: 's1', teams: [{ id: 'red', title: 'Reds' }] },
  });
  expect(await getEngagementStats(owner, botId)).toEqual({
    people: 3,
    activeToday: 3,
    pointsToday: 60,
    pointsEarned: 60,
    pointsHeld: 60,
    gamesToday: 0,
    achievementsUnlocked: 3,
    banned: 0,
    appeals: 0,
  });
  const board = await listLeaderboard(owner, botId, { span: 'day' });
  expect(board.map(({ rank, personId, name, points }) => [rank, personId, name, points])).toEqual([
    [1, '12', 'Name 12', 20],
    [2, '11', 'Name 11', 10],
  ]);
  expect(await listLeaderboard(owner, botId, { board: 'teams' })).toMatchObject([{ name: 'Reds', points: 60 }]);
  const achievements = await listAchievements(owner, botId);
  expect(achievements.find(({ id }) => id === 'first_steps')).toMatchObject({ title: 'First steps', unlocked: 3 });
  const first = await listEngagedPeople(owner, botId, { limit: 2 });
  expect(first.items).toMatchObject([
    { personId: '11', name: 'Name 11', points: 10, level: 1 },
    { personId: '12', points: 20, level: 2 },
  ]);
  const rest = await listEngagedPeople(owner, botId, { limit: 2, cursor: first.nextCursor ?? '' });
  expect(rest).toMatchObject({ items: [{ personId: '13', isHidden: true }], nextCursor: null });
  expect((await listLedgerLines(owner, botId, '12', {})).items).toMatchObject([
    { points: 20, reason: 'achievement', subject: { achievement: 'first_steps' } },
  ]);
});

test('a ban stands until it is lifted, is audited, and names nobody in the log', async () => {
  const { owner, botId } = await botWithPeople();
  await banPerson(owner, botId, '12');
  expect(await person(owner, botId, '12')).toMatchObject({ banReason: 'owner', bannedAt: expect.any(String) });
  expect((await listEngagedPeople(owner, botId, { only: 'banned' })).items).toHaveLength(1);
  expect((await listEngagedPeople(owner, botId, { only: 'appealed' })).items).toEqual([]);
  expect((await listLeaderboard(owner, botId, {})).map(({ personId }) => personId)).toEqual(['11']);
  await expect(banPerson(owner, botId, '12')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await liftBan(owner, botId, '12');
  expect(await person(owner, botId, '12')).toMatchObject({ bannedAt: null, abuseScore: 0 });
  await expect(liftBan(owner, botId, '12')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const events = (await listBotEvents(owner, botId)).items;
  expect(events.map(({ action }) => action).slice(0, 2)).toEqual(['engagement.ban_lifted', 'engagement.person_banned']);
  expect(JSON.stringify(events[0]?.after ?? null)).not.toContain('12');
});

test('a line is taken back once, by a line of its own that can itself be taken back', async () => {
  const { owner, botId } = await botWithPeople();
  const [line] = (await listLedgerLines(owner, botId, '12', {})).items;
  await reverseLine(owner, botId, line?.id ?? '');
  expect(await person(owner, botId, '12')).toMatchObject({ points: 0, earned: 0 });
  expect((await getEngagementStats(owner, botId)).pointsToday).toBe(40);
  await expect(reverseLine(owner, botId, line?.id ?? '')).rejects.toMatchObject({ code: 'CONFLICT' });
  const [reversal] = (await listLedgerLines(owner, botId, '12', {})).items;
  expect(reversal).toMatchObject({ points: -20, reason: 'reversal' });
  await reverseLine(owner, botId, reversal?.id ?? '');
  expect(await person(owner, botId, '12')).toMatchObject({ points: 20, earned: 20 });
});

test('an owner gives and takes points by lines of their own', async () => {
  const { owner, botId } = await botWithPeople();
  await adjustPoints(owner, botId, '12', { points: 5 });
  await adjustPoints(owner, botId, '12', { points: -15 });
  expect(await person(owner, botId, '12')).toMatchObject({ points: 10, earned: 10 });
  const { items } = await listLedgerLines(owner, botId, '12', {});
  expect(items.map(({ points, reason }) => [points, reason]).slice(0, 2)).toEqual([
    [-15, 'adjustment'],
    [5, 'adjustment'],
  ]);
  await expect(adjustPoints(owner, botId, '99', { points: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const nothing = adjustPoints(owner, botId, '12', { points: 0 });
  await expect(nothing).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: { points: expect.any(String) } });
  const noGroup = listLeaderboard(owner, botId, { board: 'group' });
  await expect(noGroup).rejects.toMatchObject({ fields: { chatId: expect.any(String) } });
});

test('an owner has a copy of what is kept of a person, opened, and the log says that, not of whom', async () => {
  const { owner, botId } = await botWithPeople();
  const { modules } = await exportPerson(owner, botId, '12');
  expect(modules.engagement).toMatchObject({
    engagement_people: [{ person_id: '12', name: 'Name 12' }],
    engagement_entries: [{ amount: 20 }],
    engagement_balances: [{ points: 20 }],
  });
  expect(JSON.stringify(modules)).not.toContain('Name 11');
  const [event] = (await listBotEvents(owner, botId)).items;
  expect(event).toMatchObject({ action: 'engagement.person_exported' });
  expect(JSON.stringify(event?.after ?? null)).not.toContain('12');
  await expect(exportPerson(owner, botId, '99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('tags that Telegram refused are told by group and cause', async () => {
  const { owner, botId } = await botWithPeople();
  await saveModule(owner, botId, 'engagement', { enabled: true, settings: { tagGroups: ['-1001', '-1002'] } });
  await kit.database.db.execute(sql`
    insert into engagement_tags (workspace_id, bot_id, chat_id, person_id, tag, refusal, at)
    select ${workspaceIdOf(owner)}, ${botId}, chat_id, person_id, 'Level 1', refusal, now()
    from (values ('-1001', '11', '400 Bad Request: not enough rights'), ('-1001', '12', '400 CHAT_ADMIN_REQUIRED'),
      ('-1001', '13', '400 Bad Request: user is an administrator of the chat'), ('-1002', '11', null),
      ('-1003', '11', '400 not enough rights')) as given (chat_id, person_id, refusal)`);
  expect(await listTagRefusals(owner, botId)).toEqual([
    { chatId: '-1001', cause: 'rights', people: 2 },
    { chatId: '-1001', cause: 'administrator', people: 1 },
  ]);
});

test('a group that became a supergroup is the same one under either of its ids', async () => {
  const { owner, botId } = await botWithPeople();
  const { db } = kit.database;
  await saveModule(owner, botId, 'engagement', { enabled: true, settings: { tagGroups: ['-5'] } });
  await db.execute(sql`
    insert into contacts (workspace_id, bot_id, channel, external_id, kind, first_seen_at, last_seen_at, moved_from)
    values (${workspaceIdOf(owner)}, ${botId}, 'telegram', '-1005', 'supergroup', now(), now(), '-5')`);
  await db.execute(sql`
    insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, chat_id, at)
    values (${workspaceIdOf(owner)}, ${botId}, 'gift', 'house:adjustment', 'person:11', 5, 'adjustment', true,
      ${new Date().toISOString().slice(0, 10)}, '-5', now())`);
  await db.execute(sql`
    insert into engagement_tags (workspace_id, bot_id, chat_id, person_id, tag, refusal, at)
    values (${workspaceIdOf(owner)}, ${botId}, '-1005', '11', 'Level 1', '400 not enough rights', now())`);
  for (const chatId of ['-5', '-1005']) {
    expect(await listLeaderboard(owner, botId, { board: 'group', chatId })).toMatchObject([{ personId: '11' }]);
  }
  expect(await listTagRefusals(owner, botId)).toEqual([{ chatId: '-5', cause: 'rights', people: 1 }]);
});

test('nobody else’s people are to be seen or judged', async () => {
  const { owner, botId } = await botWithPeople();
  const stranger = await kit.signUp('stranger');
  const [line] = (await listLedgerLines(owner, botId, '12', {})).items;
  const attempts = [
    () => getEngagementStats(stranger, botId),
    () => listLeaderboard(stranger, botId, {}),
    () => listAchievements(stranger, botId),
    () => listEngagedPeople(stranger, botId, {}),
    () => listLedgerLines(stranger, botId, '12', {}),
    () => adjustPoints(stranger, botId, '12', { points: 5 }),
    () => banPerson(stranger, botId, '12'),
    () => liftBan(stranger, botId, '12'),
    () => exportPerson(stranger, botId, '12'),
    () => listTagRefusals(stranger, botId),
    () => reverseLine(stranger, botId, line?.id ?? ''),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const elsewhere = await createBot(stranger, { token: await kit.newToken(stranger) });
  await expect(banPerson(stranger, elsewhere.id, '12')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(reverseLine(stranger, elsewhere.id, line?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
