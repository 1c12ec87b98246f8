import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';

/** What a statement found of the outbox: the last call, and the transactions that were under way. */
interface Mark {
  lastCall: string;
  /** Every transaction that had begun to write has a lower number. */
  nextTransaction: string;
}

type Look = Mark & { firstRunning: string };

/** Each call is read once, and whoever waits for the database meanwhile shall not wait long. */
const botsMax = 16;
const breakMs = 20;

/**
 * Notes for each bot up to which of its calls all are closed, so that the open ones are found without an index that would
 * have to change with each receipt. What is closed never opens again, so a note stays true whoever wrote it, and however
 * late. Calls that are younger than the look before are not noted: a transaction that is still under way may hold a number
 * between theirs.
 */
export class ClosedCalls {
  /** Bots that may have calls behind their note. */
  #behind = new Set<string>();
  #mark: Mark | undefined;

  constructor(private readonly db: Db) {}

  /** The bot has calls that are closed, or will be. */
  add(botId: string): void {
    this.#behind.add(botId);
  }

  /** Notes what has been closed; call it every few seconds. What could not be noted is noted the next time. */
  async note(): Promise<void> {
    if (this.#behind.size === 0) return;
    const look = await this.#look();
    const settled = this.#mark && BigInt(look.firstRunning) >= BigInt(this.#mark.nextTransaction) ? this.#mark : null;
    if (settled) {
      const bots = [...this.#behind];
      for (let from = 0; from < bots.length; from += botsMax) {
        await this.#noteSome(bots.slice(from, from + botsMax), settled);
        await sleep(breakMs);
      }
    }
    if (settled || !this.#mark) this.#mark = look;
  }

  async #look(): Promise<Look> {
    const [look] = await runPrepared<Look>(
      this.db,
      sql`
      select coalesce((select max(id) from outbox), 0) as "lastCall", pg_snapshot_xmin(snapshot)::text as "firstRunning",
        pg_snapshot_xmax(snapshot)::text as "nextTransaction"
      from pg_current_snapshot() as snapshot`,
    );
    if (!look) throw new Error('The database did not tell its transactions.');
    return look;
  }

  async #noteSome(botIds: readonly string[], settled: Mark): Promise<void> {
    for (const botId of botIds) this.#behind.delete(botId);
    let left = botIds;
    try {
      left = await this.#noteBots(botIds, settled);
    } finally {
      for (const botId of left) this.#behind.add(botId);
    }
  }

  /** Those of the bots that have calls behind their note still. */
  async #noteBots(botIds: readonly string[], { lastCall }: Mark): Promise<string[]> {
    const rows = await runPrepared<{ bot_id: string }>(
      this.db,
      sql`
      with found as (
        select h.bot_id, coalesce(open.id - 1, ${lastCall}::bigint) as closed_to, coalesce(open.id, younger.id) is not null as is_behind
        from bot_holders h
        left join lateral (
          select o.id from outbox o
          where o.bot_id = h.bot_id and o.id > h.calls_closed_to and o.id <= ${lastCall}::bigint and o.sent_at is null
            and o.state in ('queued', 'sending', 'inline')
          order by o.id limit 1
        ) as open on true
        left join lateral (
          select o.id from outbox o where o.bot_id = h.bot_id and o.id > ${lastCall}::bigint limit 1
        ) as younger on true
        where h.bot_id = any(${sql.param(botIds)}::text[])
      ), noted as (
        update bot_holders h set calls_closed_to = f.closed_to
        from found f where h.bot_id = f.bot_id and h.calls_closed_to < f.closed_to
      )
      select bot_id from found where is_behind`,
    );
    return rows.map((row) => row.bot_id);
  }
}
