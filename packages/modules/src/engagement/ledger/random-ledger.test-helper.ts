import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import { applyWrites, journalUpdates, type WrittenUpdate } from '../../kit/apply-writes.test-helper';
import { sayWrite } from '../../kit/write-statement';
import { engagementModule } from '../engagement-handlers';
import { seededRandom } from '../games/seeded-random';
import { type EntryRow, entryWrite } from '../store';

const peopleCount = 200;
const batchMax = 96;
const attemptsMax = 20;
const conflict = '23505';

/** Pieces of each reward. */
export const stocks = { mug: 40, shirt: 7, pin: 150 };
const costs = { mug: 25, shirt: 60, pin: 5 };

export interface RandomRun {
  operations: number;
  committed: number;
  rolledBack: number;
  redelivered: number;
  conflicts: number;
  deadlocks: number;
  erasures: number;
  /** Lines there must be: one for each thing that was paid for. */
  linesWanted: number;
}

interface Known {
  points: Map<string, number>;
  spendings: Map<string, number>;
  taken: Map<string, number>;
  /** Newest lines that could be taken back. */
  entries: EntryRow[];
}

type Operation = { kind: 'earn'; row: EntryRow } | { kind: 'spend' | 'reverse'; personId: number };

/**
 * Does random things to a ledger as its runtime does: batches that commit, that are rolled back and come again, that
 * are delivered twice, and two at once over the same people. The same seed asks for the same things.
 */
export async function runRandomOperations(
  { db, owner }: { db: Db; owner: Db },
  { operations, seed }: { operations: number; seed: string },
): Promise<RandomRun> {
  const random = seededRandom(seed);
  const run: RandomRun = {
    operations,
    committed: 0,
    rolledBack: 0,
    redelivered: 0,
    conflicts: 0,
    deadlocks: 0,
    erasures: 0,
    linesWanted: 0,
  };
  const keys = new Set<string>();
  const erasedTimes = new Map<number, number>();
  let updateId = 0;

  const nextUpdate = (operation: Operation): { updateId: string; operation: Operation } => {
    updateId += 1;
    return { updateId: String(updateId), operation };
  };

  async function commit(batch: ReturnType<typeof nextUpdate>[], attempt = 1): Promise<void> {
    if (batch.length === 0) return;
    const known = await readKnown(owner);
    const written = batch.map(({ updateId: id, operation }) => ({ updateId: id, writes: say(operation, known, id) }));
    await journalUpdates(owner, written);
    const fate = random(10);
    try {
      if (fate === 0) {
        await rollBack(db, written);
        run.rolledBack += batch.length;
      }
      if (fate === 1) {
        // Two processes over the same updates.
        await Promise.all([applyWrites(db, written), applyWrites(db, written)]);
      } else {
        await applyWrites(db, written);
      }
      if (fate === 2) {
        await applyWrites(db, written);
        run.redelivered += batch.length;
      }
      run.committed += batch.length;
    } catch (error) {
      const code = ((error as Error).cause as { code?: string }).code;
      if (attempt > attemptsMax) throw error;
      if (code === conflict) run.conflicts += 1;
      else if (code === '40P01' || code === '55P03') run.deadlocks += 1;
      else throw error;
      const half = Math.ceil(batch.length / 2);
      if (code !== conflict || batch.length === 1) await commit(batch, attempt + 1);
      else for (const part of [batch.slice(0, half), batch.slice(half)]) await commit(part);
    }
  }

  const erase = async (personId: number): Promise<void> => {
    updateId += 1;
    const writes = Object.values(engagementModule.erasers).map((eraser) =>
      sayWrite(eraser, { external_id: String(personId) }),
    );
    const written = [{ updateId: String(updateId), writes }];
    await journalUpdates(owner, written);
    await applyWrites(db, written);
    erasedTimes.set(personId, (erasedTimes.get(personId) ?? 0) + 1);
    run.erasures += 1;
  };

  for (let done = 0; done < operations; ) {
    const size = Math.min(1 + random(batchMax), operations - done);
    const batch = Array.from({ length: size }, () => nextUpdate(randomOperation(random)));
    for (const { operation } of batch) {
      if (operation.kind !== 'earn') continue;
      const personId = Number(operation.row.credit.slice('person:'.length));
      keys.add(`${operation.row.key}|${erasedTimes.get(personId) ?? 0}`);
    }
    const half = Math.floor(size / 2);
    // Every other batch goes in two statements at once.
    if (random(2) === 0) await commit(batch);
    else await Promise.all([commit(batch.slice(0, half)), commit(batch.slice(half))]);
    if (random(40) === 0) await erase(1 + random(peopleCount));
    done += size;
  }
  return { ...run, linesWanted: keys.size };
}

function randomOperation(random: (below: number) => number): Operation {
  const personId = 1 + random(peopleCount);
  const what = random(100);
  if (what < 12) return { kind: 'spend', personId };
  if (what < 17) return { kind: 'reverse', personId };
  const day = `2026-0${1 + random(3)}-${String(1 + random(28)).padStart(2, '0')}`;
  const isGame = what < 50;
  const reason = isGame ? 'game' : 'checkin';
  return {
    kind: 'earn',
    row: {
      ...line(day),
      // Check-ins of one day come again and again.
      key: isGame ? `game:${personId}:${random(1_000_000)}` : `checkin:${personId}:${day}`,
      debit: `house:${reason}`,
      credit: `person:${personId}`,
      amount: 1 + random(50),
      reason,
      tags: [reason, ...(random(3) === 0 ? ['night'] : [])],
      chat_id: random(4) === 0 ? `-100${random(3)}` : null,
      team: random(5) === 0 ? `s1:${random(2) === 0 ? 'red' : 'blue'}` : null,
    },
  };
}

/** What a handler says of an operation, from what is committed at the time. */
function say(operation: Operation, known: Known, id: string): WrittenUpdate['writes'] {
  if (operation.kind === 'earn') return [sayWrite(entryWrite, operation.row)];
  const account = `person:${operation.personId}`;
  if (operation.kind === 'reverse') {
    // Of people with even ids only: the others show that no balance falls below zero.
    const entry = operation.personId % 2 === 0 ? known.entries.find(({ debit }) => debit === account) : undefined;
    return entry ? [sayWrite(entryWrite, entry)] : [];
  }
  const reward = (['mug', 'shirt', 'pin'] as const)[Number(id) % 3] ?? 'mug';
  const taken = known.taken.get(reward) ?? 0;
  if ((known.points.get(account) ?? 0) < costs[reward] || taken >= stocks[reward]) return [];
  return [
    sayWrite(entryWrite, {
      ...line('2026-03-28'),
      key: `reward:${id}`,
      debit: account,
      credit: 'house:reward',
      amount: costs[reward],
      reason: 'reward',
      is_scored: false,
      slot: `${reward}#${taken + 1}`,
      turn: `spending:${account}:${(known.spendings.get(account) ?? 0) + 1}`,
    }),
  ];
}

function line(day: string) {
  return {
    subject: {},
    tags: [] as string[],
    is_scored: true,
    day,
    chat_id: null as string | null,
    team: null as string | null,
    slot: null as string | null,
    turn: null as string | null,
    reverses: null as string | null,
    at: `${day}T12:00:00Z`,
  };
}

async function rollBack(db: Db, written: readonly WrittenUpdate[]): Promise<void> {
  const crash = new Error('The process is gone.');
  await db
    .transaction(async (tx) => {
      await applyWrites(tx, written);
      throw crash;
    })
    .catch((error: unknown) => {
      if (error !== crash) throw error;
    });
}

async function readKnown(db: Db): Promise<Known> {
  const [points, spendings, taken, entries] = [
    await db.execute<{ key: string; value: string }>(
      sql`select account as key, points as value from engagement_balances`,
    ),
    await db.execute<{ key: string; value: string }>(sql`
      select debit as key, count(*) as value from engagement_entries where slot is not null and turn is not null group by 1`),
    await db.execute<{ key: string; value: string }>(sql`
      select split_part(slot, '#', 1) as key, count(*) as value from engagement_entries where slot is not null group by 1`),
    await db.execute<EntryRow & { id: string } & Record<string, unknown>>(sql`
      select e.id, e.debit as credit, e.credit as debit, e.amount, to_jsonb(e.tags) as tags, e.is_scored,
        e.day::text as day, e.chat_id, e.team
      from (select * from engagement_entries order by id desc limit 300) e
      where e.credit like 'person:%' and e.credit <> 'person:erased' and e.reverses is null
        and not exists (select from engagement_entries r where r.reverses = e.id)`),
  ];
  const mapOf = (rows: { key: string; value: string }[]) => new Map(rows.map(({ key, value }) => [key, Number(value)]));
  return {
    points: mapOf(points.rows),
    spendings: mapOf(spendings.rows),
    taken: mapOf(taken.rows),
    entries: entries.rows.map(({ id, ...row }) => ({
      ...line('2026-03-28'),
      ...row,
      amount: Number(row.amount),
      key: `reversal:${id}`,
      reason: 'reversal',
      reverses: id,
    })),
  };
}
