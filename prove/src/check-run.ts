import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { Probe } from './faults/fault-context';
import type { JudgeRecord } from './judge-record';
import type { Chat } from './workload';

export interface Findings {
  accepted: number;
  /** Acknowledged messages that nobody answered. */
  lost: string[];
  withoutEffect: number;
  doubledEffects: number;
  /** Answers that came before one whose message was acknowledged earlier in the same chat. */
  orderBreaks: string[];
  /** Answers that came twice, and those of them that are not listed as ambiguous. */
  doubledAnswers: number;
  unlistedDoubles: string[];
  ambiguous: number;
  staleWrites: number;
  /** The first of them: what, the bot, its row's epoch and the holder's. */
  staleSamples: string[];
  waiting: number;
  deadLettered: number;
}

/** Holds what went in against what came out, by the judge's record and the database's own triggers. */
export async function checkRun(db: Db, chats: readonly Chat[], record: JudgeRecord): Promise<Findings> {
  const effects = await readEffects(db);
  const lost: string[] = [];
  const orderBreaks: string[] = [];
  const unlistedDoubles: string[] = [];
  let accepted = 0;
  let doubledAnswers = 0;
  let withoutEffect = 0;
  for (const chat of chats) {
    const answers = record.answersOf(chat.bot.telegramId).filter((one) => one.chatId === String(chat.personId));
    const firstPlace = new Map<string, number>();
    for (const [place, { tag }] of answers.entries()) {
      if (!firstPlace.has(tag)) firstPlace.set(tag, place);
      else {
        doubledAnswers += 1;
        if (!effects.get(tag)?.isAmbiguous) unlistedDoubles.push(tag);
      }
    }
    let latest = -1;
    for (const tag of chat.accepted) {
      accepted += 1;
      if (!effects.has(tag)) withoutEffect += 1;
      const place = firstPlace.get(tag);
      if (place === undefined) lost.push(tag);
      else if (place < latest) orderBreaks.push(tag);
      latest = Math.max(latest, place ?? -1);
    }
  }
  const counts = await readCounts(db);
  const doubledEffects = [...effects.values()].filter((effect) => effect.times > 1).length;
  return { accepted, lost, withoutEffect, doubledEffects, orderBreaks, doubledAnswers, unlistedDoubles, ...counts };
}

async function readEffects(db: Db): Promise<Map<string, { times: number; isAmbiguous: boolean }>> {
  const result = await db.execute<{ tag: string; times: string; is_ambiguous: boolean }>(sql`
    select e.tag, e.times, coalesce(bool_or(o.is_ambiguous), false) as is_ambiguous
    from prove_effects e left join outbox o
      on o.workspace_id = e.workspace_id and o.bot_id = e.bot_id and o.update_id = e.update_id
    group by e.workspace_id, e.bot_id, e.tag, e.times`);
  return new Map(result.rows.map((row) => [row.tag, { times: Number(row.times), isAmbiguous: row.is_ambiguous }]));
}

async function readCounts(db: Db) {
  const result = await db.execute<{
    ambiguous: string;
    stale: string;
    samples: string[];
    waiting: string;
    dead: string;
  }>(sql`
    select (select count(*) from outbox where is_ambiguous) as ambiguous,
      (select count(*) from prove_stale) as stale,
      array(select concat_ws(' ', at, what, bot_id, epoch, holder_epoch) from prove_stale order by at limit 10) as samples,
      (select count(*) from updates where state = 'waiting') as waiting,
      (select count(*) from updates where state = 'dead_lettered') as dead`);
  const [row] = result.rows;
  return {
    ambiguous: Number(row?.ambiguous),
    staleWrites: Number(row?.stale),
    staleSamples: row?.samples ?? [],
    waiting: Number(row?.waiting),
    deadLettered: Number(row?.dead),
  };
}

/** Milliseconds each probe's chat stood still; one without an answer counts as infinite. */
export function probeTimes(probes: readonly Probe[], record: JudgeRecord): number[] {
  return probes.map(({ tag, sinceMs }) => {
    const atMs = record.firstAtMs(tag);
    return atMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, atMs - sinceMs);
  });
}

/** The smallest value that `share` of all values do not exceed; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
