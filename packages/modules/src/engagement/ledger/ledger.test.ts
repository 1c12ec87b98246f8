import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTalkDatabase, type TalkDatabase } from '../../kit/talk-database.test-helper';
import { checkLedger, noFaults } from './check-ledger.test-helper';
import { runRandomOperations, stocks } from './random-ledger.test-helper';

/** `npm run prove -- modules --full` does 100,000. */
const operations = 2_000;
let database: TalkDatabase;

beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

it(`adds up after ${operations} random operations with crashes, redeliveries and two writers at once`, async () => {
  const run = await runRandomOperations(database, { operations, seed: 'ledger 1' });
  expect(await checkLedger(database.owner, stocks)).toEqual(noFaults);
  expect(run.committed).toBeGreaterThanOrEqual(operations);
  expect(run.conflicts).toBeGreaterThan(0);
  expect(run.deadlocks).toBe(0);
  const result = await database.owner.execute<{ paid: string; owing: string; sold: string }>(sql`
    select (select count(*) from engagement_entries where reason in ('game', 'checkin')) as paid,
      (select count(*) from engagement_balances where points < 0 and account ~ '[13579]$') as owing,
      (select count(*) from engagement_entries where slot is not null) as sold`);
  expect(result.rows).toEqual([{ paid: String(run.linesWanted), owing: '0', sold: expect.any(String) }]);
  expect(Number(result.rows[0]?.sold)).toBeGreaterThan(50);
});
