import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';

/** What a statement found of the outbox. */
interface Mark {
  /** The last call that could be seen. */
  lastCall: bigint;
  /** The statement's own transaction: whoever writes a call before that one has a lower number. */
  transaction: bigint;
  atMs: number;
}

type Look = Mark & { firstRunning: bigint };

const settleWithinMs = 60_000;

/** Each call is read once, and whoever waits for the database meanwhile shall not wait long. */
const botsMax = 16;
const breakMs = 20;

/**
 * Notes for each bot up to which of its calls all are closed, so that the open ones are found without an index that would
 * have to change with each receipt. What is closed stays closed, so a note stays true whoever wrote it, and however late.
 * Calls that are younger than the look before are not noted: a transaction that is still under way may hold a number
 * between theirs.
 */
export class ClosedCalls {
  /** Bots that may have calls behind their note. */
  readonly #behind = new Set<string>();
  #mark: Mark | undefined;

  constructor(private readonly db: Db) {}

  /** The bot has calls that are closed, or will be. */
  add(botId: string): void {
    this.#behind.add(botId);
  }

  /**
   * Notes what has been closed of the bots that this process holds still; call it every few seconds. What could not be noted
   * is noted the next time.
   */
  async note(isHeld: (botId: string) => boolean): Promise<void> {
    for (const botId of this.#behind) if (!isHeld(botId)) this.#behind.delete(botId);
    if (this.#behind.size === 0) return;
    const look = await this.#look();
    // A server that took over may be behind the one that was lost.
    const mark = this.#mark && this.#mark.lastCall <= look.lastCall ? this.#mark : undefined;
    if (mark && look.firstRunning < mark.transaction) {
      if (look.atMs - mark.atMs < settleWithinMs) return;
      throw new Error('A transaction on this server has been open for more than a minute.');
    }
    if (mark) {
      const bots = [...this.#behind];
      for (let from = 0; from < bots.length; from += botsMax) {
        await this.#noteSome(bots.slice(from, from + botsMax), mark);
        await sleep(breakMs);
      }
    }
    this.#mark = look;
  }

  async #look(): Promise<Look> {
    const [found] = await runPrepared<Record<'lastCall' | 'transaction' | 'firstRunning', string>>(
      this.db,
      sql`
      select coalesce((select max(id) from outbox), 0)::text as "lastCall", pg_current_xact_id()::text as transaction,
        pg_snapshot_xmin(pg_current_snapshot())::text as "firstRunning"`,
    );
    if (!found) throw new Error('The database did not tell its transactions.');
    return {
      lastCall: BigInt(found.lastCall),
      transaction: BigInt(found.transaction),
      firstRunning: BigInt(found.firstRunning),
      atMs: performance.now(),
    };
  }

  async #noteSome(botIds: readonly string[], mark: Mark): Promise<void> {
    for (const botId of botIds) this.#behind.delete(botId);
    let left = botIds;
    try {
      left = await this.#noteBots(botIds, mark);
    } finally {
      for (const botId of left) this.#behind.add(botId);
    }
  }

  /** Those of the bots that have calls behind their note still. */
  async #noteBots(botIds: readonly string[], { lastCall }: Mark): Promise<string[]> {
    const settled = String(lastCall);
    // Bot and call are compared as a pair: no other index than the one on both gives that order.
    const rows = await runPrepared<{ bot_id: string }>(
      this.db,
      sql`
      with found as (
        select h.bot_id, coalesce(open.id - 1, ${settled}::bigint) as closed_to, coalesce(open.id, younger.id) is not null as is_behind
        from bot_holders h
        left join lateral (
          select o.id from outbox o
          where (o.bot_id, o.id) > (h.bot_id, h.calls_closed_to) and (o.bot_id, o.id) <= (h.bot_id, ${settled}::bigint)
            and o.sent_at is null and o.state in ('queued', 'sending', 'inline')
          order by o.bot_id, o.id limit 1
        ) as open on true
        left join lateral (
          select o.bot_id, o.id from outbox o where (o.bot_id, o.id) > (h.bot_id, ${settled}::bigint)
          order by o.bot_id, o.id limit 1
        ) as younger on younger.bot_id = h.bot_id
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
