import { engagementPolls } from '@dovecote/db/schema/engagement-polls';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import { pollPlace } from '@dovecote/modules/engagement/polls/read-polls';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { saveModule } from '../modules/save-module';
import { createPoll } from './create-poll';
import { decideReferral } from './decide-referral';
import { importQuestions } from './import-questions';
import { listPolls } from './list-polls';
import { listQuestions } from './list-questions';
import { listReferrals } from './list-referrals';
import { removeQuestion } from './remove-question';
import { reviewPoll } from './review-poll';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function newBot() {
  const owner = await kit.signUp('owner');
  const { id: botId } = await createBot(owner, { token: await kit.newToken(owner) });
  const jobs = async () => {
    const rows = await kit.database.db.select().from(moduleJobs).where(eq(moduleJobs.botId, botId));
    return rows.filter(({ cron }) => cron === null).map(({ job, key, chatId }) => ({ job, key, chatId }));
  };
  return { owner, botId, workspaceId: workspaceIdOf(owner), jobs };
}

test('the owner’s word on a referral goes back and forth, each time as work for the bot', async () => {
  const { owner, botId, workspaceId, jobs } = await newBot();
  await kit.database.db.execute(sql`
    insert into engagement_referrals (workspace_id, bot_id, id, invited_id, inviter_id, state, findings, at)
    values (${workspaceId}, ${botId}, 'r1', '7', '1001', 'appealed', '[{"kind": "ring", "figures": {"active": 3}}]', now()),
      (${workspaceId}, ${botId}, 'r2', '8', '1001', 'paid', '[]', now())`);
  const appealed = await listReferrals(owner, botId, { state: 'appealed' });
  expect(appealed.items).toMatchObject([{ id: 'r1', findings: [{ kind: 'ring', figures: { active: 3 } }] }]);
  const stateOf = async (id: string) =>
    (await listReferrals(owner, botId, {})).items.find((one) => one.id === id)?.state;
  await decideReferral(owner, botId, 'r1', { decision: 'pay' });
  expect(await stateOf('r1')).toBe('released');
  await expect(decideReferral(owner, botId, 'r1', { decision: 'pay' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await decideReferral(owner, botId, 'r1', { decision: 'refuse' });
  expect(await stateOf('r1')).toBe('revoked');
  await decideReferral(owner, botId, 'r2', { decision: 'refuse' });
  expect(await stateOf('r2')).toBe('revoked');
  expect(await jobs()).toEqual(['r1', 'r2'].map((key) => ({ job: 'referral', key, chatId: '1001' })));
  await expect(decideReferral(owner, botId, 'r3', { decision: 'pay' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a poll of the owner’s is kept sealed and waits for its time', async () => {
  const { owner, botId, jobs } = await newBot();
  const asked = { question: 'Tea?', options: ['Yes', 'No'] };
  await expect(createPoll(owner, botId, asked)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await saveModule(owner, botId, 'engagement', { enabled: true, settings: { pollChat: '-100123' } });
  await expect(createPoll(owner, botId, { ...asked, options: ['Yes', 'Yes'] })).rejects.toMatchObject({
    fields: { options: 'Two options are the same.' },
  });
  const { id } = await createPoll(owner, botId, asked);
  await createPoll(owner, botId, { ...asked, right: [0], chatId: '55', points: 0 });
  const { items } = await listPolls(owner, botId, {});
  expect(items).toMatchObject([
    { kind: 'quiz', right: [0], chatId: '55', points: 0 },
    { id, kind: 'poll', state: 'approved', chatId: '-100123', question: 'Tea?', points: 5, votes: [0, 0] },
  ]);
  expect(await jobs()).toContainEqual({ job: 'approvedPoll', key: id, chatId: '-100123' });
  const stored = await kit.database.db.execute(sql`select content from engagement_polls where bot_id = ${botId}`);
  expect(JSON.stringify(stored.rows)).not.toContain('Tea?');
});

test('a person’s poll goes out by the owner’s word, given once', async () => {
  const { owner, botId, workspaceId, jobs } = await newBot();
  const sealer = await kit.services.vault.sealer(workspaceId, 'engagement');
  const content = JSON.stringify({ question: 'Where?', options: ['Sea', 'Hills'], right: [], explanation: '' });
  for (const id of ['p1', 'p2']) {
    await kit.database.db.insert(engagementPolls).values({
      workspaceId,
      botId,
      id,
      kind: 'poll',
      state: 'proposed',
      authorId: '7',
      chatId: '-100123',
      content: sealer.seal(content, pollPlace(botId, id)),
      points: 0,
      payKey: '',
      day: '2026-03-02',
      createdAt: new Date(),
    });
  }
  expect((await listPolls(owner, botId, { state: 'proposed' })).items).toHaveLength(2);
  await reviewPoll(owner, botId, 'p1', { decision: 'approve' });
  await reviewPoll(owner, botId, 'p2', { decision: 'refuse' });
  await expect(reviewPoll(owner, botId, 'p1', { decision: 'approve' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await jobs()).toEqual([{ job: 'approvedPoll', key: 'p1', chatId: '-100123' }]);
});

test('the bank takes what is right, tells what is wrong, and the same question twice is one', async () => {
  const { owner, botId } = await newBot();
  const file = (rows: string[]) => ['question,option1,option2,right', ...rows].join('\n');
  const first = await importQuestions(owner, botId, { format: 'csv', text: file(['A?,x,y,1', 'B?,x,y,9']) });
  expect(first).toEqual({ imported: 1, problems: [{ row: 3, message: 'right: There is no such option.' }] });
  await importQuestions(owner, botId, { format: 'csv', text: file(['A?,x,y,2', 'C?,x,y,1']) });
  const { items } = await listQuestions(owner, botId, {});
  expect(items.map(({ question, right }) => [question, right]).sort()).toEqual([
    ['A?', [1]],
    ['C?', [0]],
  ]);
  await removeQuestion(owner, botId, items[0]?.id ?? '');
  await expect(removeQuestion(owner, botId, items[0]?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await listQuestions(owner, botId, {})).items).toHaveLength(1);
});
