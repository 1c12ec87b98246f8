import { faqUnanswered } from '@dovecote/db/schema/faq';
import { updates } from '@dovecote/db/schema/updates';
import { asSealed } from '@dovecote/vault/sealed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from '../manager-bench.test-helper';
import { sweepRetention } from './sweep-retention';

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

beforeEach(async () => {
  bench = await createBench();
  bot = await bench.createBot();
});

afterEach(() => bench.close());

const update = (updateId: string, state: 'done' | 'waiting', at: Date) => ({
  workspaceId: bot.workspaceId,
  botId: bot.id,
  updateId,
  channel: 'telegram' as const,
  lane: 'chat:1',
  kind: 'message',
  state,
  bodyDay: at.toISOString().slice(0, 10),
  receivedAt: at,
  finishedAt: state === 'done' ? at : null,
});

test('closed updates go after the plan’s days, open ones never by age', async () => {
  await bench.db
    .insert(updates)
    .values([
      update('old', 'done', daysAgo(3)),
      update('fresh', 'done', daysAgo(1)),
      update('open', 'waiting', daysAgo(90)),
    ]);
  await sweepRetention(bench.db, now);
  const left = await bench.db.select({ id: updates.updateId }).from(updates);
  expect(left.map((row) => row.id).sort()).toEqual(['fresh', 'open']);
});

test('an unanswered question goes when nobody asked it for 90 days', async () => {
  const question = (questionHash: string, lastAskedAt: Date) => ({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    questionHash,
    question: asSealed('sealed'),
    asked: 1,
    firstAskedAt: lastAskedAt,
    lastAskedAt,
  });
  await bench.db.insert(faqUnanswered).values([question('old', daysAgo(91)), question('young', daysAgo(89))]);
  await sweepRetention(bench.db, now);
  expect((await bench.db.select().from(faqUnanswered)).map((row) => row.questionHash)).toEqual(['young']);
});
