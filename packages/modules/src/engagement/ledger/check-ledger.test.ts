import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTalkDatabase, type TalkDatabase } from '../../kit/talk-database.test-helper';
import { checkLedger, noFaults } from './check-ledger.test-helper';
import { runRandomOperations, stocks } from './random-ledger.test-helper';

let database: TalkDatabase;

beforeAll(async () => {
  database = await createTalkDatabase();
  await runRandomOperations(database, { operations: 300, seed: 'broken by hand' });
});
afterAll(() => database.close());

const wrongBalance = sql`update engagement_balances set points = points + 1
  where ctid = (select ctid from engagement_balances limit 1)`;
const anyOf = (where: SQL) => sql`ctid = (select ctid from engagement_scores where ${where} and points > 0 limit 1)`;

it.each([
  ['a balance', 'sum', wrongBalance],
  ['a balance', 'balances', wrongBalance],
  ['a team', 'scores', sql`update engagement_scores set points = points + 1 where ${anyOf(sql`board = 'teams'`)}`],
  ['a team', 'scores', sql`delete from engagement_scores where ${anyOf(sql`board = 'teams'`)}`],
  [
    'the day of a group',
    'scores',
    sql`update engagement_scores set points = points + 1
      where ${anyOf(sql`board like 'chat:%' and period like 'day:%'`)}`,
  ],
  [
    'the week of a group',
    'scores',
    sql`update engagement_scores set lines = lines + 1
      where ${anyOf(sql`board like 'chat:%' and period like 'week:%'`)}`,
  ],
] as const)('%s that is off is found: %s', async (_what, fault, breakIt) => {
  expect(await checkLedger(database.owner, stocks)).toEqual(noFaults);
  const undo = new Error('undo');
  const faults: number[] = [];
  const broken = database.owner.transaction(async (tx) => {
    await tx.execute(breakIt);
    faults.push((await checkLedger(tx, stocks))[fault]);
    throw undo;
  });
  await expect(broken).rejects.toBe(undo);
  expect(faults).toEqual([1]);
});
