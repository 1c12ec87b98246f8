import { EngagementWorld } from '@dovecote/modules/engagement/engagement-world.test-helper';
import { forgePresses } from '@dovecote/modules/engagement/games/forge-presses.test-helper';
import { checkLedger } from '@dovecote/modules/engagement/ledger/check-ledger.test-helper';
import { runRandomOperations, stocks } from '@dovecote/modules/engagement/ledger/random-ledger.test-helper';
import { createTalkDatabase } from '@dovecote/modules/kit/talk-database.test-helper';
import { setup } from '@dovecote/testing/global-setup';
import { sql } from 'drizzle-orm';
import type { RunOptions } from '../plan';
import { atLeast, none, type TableRow } from '../print-table';

/** What modules promise of numbers: a ledger that adds up whatever fails, and games nobody can talk into points. */
export async function proveModules(
  { plan, seed }: Pick<RunOptions, 'plan' | 'seed'>,
  say: (line: string) => void,
): Promise<TableRow[]> {
  const stop = await setup();
  try {
    return [...(await proveLedger(plan.ledgerOperations, seed, say)), ...(await proveGames(plan.forgedPresses, seed))];
  } finally {
    await stop();
  }
}

async function proveLedger(operations: number, seed: number, say: (line: string) => void): Promise<TableRow[]> {
  const database = await createTalkDatabase();
  try {
    const run = await runRandomOperations(database, { operations, seed: `prove ${seed}` });
    say(`ledger: ${JSON.stringify(run)}`);
    const faults = await checkLedger(database.owner, stocks);
    const result = await database.owner.execute<{ paid: string; owing: string }>(sql`
      select (select count(*) from engagement_entries where reason in ('game', 'checkin')) as paid,
        (select count(*) from engagement_balances where points < 0 and account ~ '[13579]$') as owing`);
    const { paid, owing } = result.rows[0] ?? {};
    return [
      atLeast('ledger operations, some rolled back, some delivered twice', run.committed, operations),
      none('what all accounts together hold', faults.sum),
      none('balances that are not their lines', faults.balances),
      none('board scores that are not their lines', faults.scores),
      none('pieces of a stock sold twice or beyond its end', faults.stock),
      none('things paid twice, or not at all', faults.doubles + Math.abs(Number(paid) - run.linesWanted)),
      none('balances spent below zero', Number(owing)),
      none('deadlocks', run.deadlocks),
    ];
  } finally {
    await database.close();
  }
}

async function proveGames(presses: number, seed: number): Promise<TableRow[]> {
  const world = await EngagementWorld.create();
  try {
    const run = await forgePresses(world, presses, `prove ${seed}`);
    return [
      atLeast('presses forged, replayed and out of turn', run.pressed, presses),
      none('lines they brought', run.lines),
      none('games they moved', run.moved),
      none('of them left without an answer', run.unanswered),
    ];
  } finally {
    await world.database.close();
  }
}
