import { EngagementWorld } from '@dovecote/modules/engagement/engagement-world.test-helper';
import { forgePresses } from '@dovecote/modules/engagement/games/forge-presses.test-helper';
import { checkLedger } from '@dovecote/modules/engagement/ledger/check-ledger.test-helper';
import { runRandomOperations, stocks } from '@dovecote/modules/engagement/ledger/random-ledger.test-helper';
import { testSeeds } from '@dovecote/modules/engagement/referrals/attack-set.test-helper';
import { scoreReferee } from '@dovecote/modules/engagement/referrals/referee-score.test-helper';
import { createTalkDatabase } from '@dovecote/modules/kit/talk-database.test-helper';
import { setup } from '@dovecote/testing/global-setup';
import { sql } from 'drizzle-orm';
import { proveCrashedLedger } from '../ledger/prove-crashed-ledger';
import { atLeast, none, type TableRow } from '../print-table';
import type { RunOptions } from '../read-options';
import { unseenSeeds } from '../referee/attack-worlds';
import { scoreWorlds } from '../referee/score-worlds';

/** What modules promise of numbers: a ledger that adds up whatever fails, and games nobody can talk into points. */
export async function proveModules(
  { plan, seed }: Pick<RunOptions, 'plan' | 'seed'>,
  say: (line: string) => void,
): Promise<TableRow[]> {
  const crashed = await proveCrashedLedger({ plan, seed }, say);
  const stop = await setup();
  try {
    return [
      ...crashed,
      ...(await proveLedger(plan.ledgerOperations, seed, say)),
      ...(await proveGames(plan.forgedPresses, seed)),
      ...proveReferee(say),
      ...(await proveWeek(plan.weekPeople, say)),
    ];
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
      none('what balances and the house’s accounts together hold', faults.sum),
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

/**
 * Seeds that the referee was not tuned on, of two makers of worlds: one that stood before it and whose worlds are
 * regular, one that was written without sight of it. Both are made up: they say little of attackers who know the referee.
 */
function proveReferee(say: (line: string) => void): TableRow[] {
  const regular = scoreReferee(testSeeds, 7);
  const unseen = scoreWorlds(unseenSeeds);
  say(`referee, regular worlds: ${figuresOf(regular)}, ${JSON.stringify(regular.byLabel)}`);
  say(`referee, unseen worlds: ${figuresOf(unseen)}, ${JSON.stringify(unseen.byLabel)}`);
  return [
    ...rowsOf('regular', regular),
    ...rowsOf('unseen', unseen),
    {
      what: 'honest referrals held in unseen worlds',
      found: `${(unseen.honestHeldShare * 100).toFixed(1)} %`,
      must: 'reported',
      isHeld: true,
    },
  ];
}

function figuresOf({ precision, recall }: { precision: number; recall: number }): string {
  return `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`;
}

function rowsOf(worlds: string, { precision, recall }: { precision: number; recall: number }): TableRow[] {
  return [
    atLeast(`referrals held in ${worlds} worlds that are attacks, of 100`, Math.floor(precision * 100), 95),
    atLeast(`attacks in ${worlds} worlds that are held, of 100`, Math.floor(recall * 100), 90),
  ];
}

async function proveWeek(people: number, say: (line: string) => void): Promise<TableRow[]> {
  const { liveWeek } = await import('../../../apps/bot-manager/src/simulated-week.test-helper');
  const { judgeWeek } = await import('../../../apps/bot-manager/src/judge-week.test-helper');
  const days = 7;
  const bots = await liveWeek({ people, days });
  const faults = judgeWeek(bots, days);
  const lived = bots.flatMap((bot) => bot.people);
  const told = lived.reduce((sum, { unasked }) => sum + unasked.length, 0);
  say(`week: ${JSON.stringify({ people: lived.length, reminders: told, votes: bots.map(({ votes }) => votes) })}`);
  return [
    atLeast('people who lived for a week with a change of clocks', lived.length, people),
    none('daily challenges missed, doubled or at another hour', faults.challenges),
    none('weekly polls missed or doubled', faults.weeklyPolls),
    none('streaks that are not the person’s own days', faults.streaks),
    none('messages in quiet hours, too often or unwanted', faults.disturbances),
    none('quiet people who were forgotten', faults.forgotten),
    none('votes not paid just once', faults.votes),
  ];
}
