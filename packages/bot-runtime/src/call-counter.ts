import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';

const everyMs = 2_000;
const minuteMs = 60_000;
/** A fold takes a row as a whole. */
const botsPerRow = 128;

interface Count {
  botId: string;
  startMs: number;
  calls: number;
  errors: number;
}

/**
 * Counts attempted calls for each bot and minute, and writes the sums every two seconds, for the next fold of minutes to
 * add. What a killed process had not written is missing from the figures; the receipts have every call.
 */
export class CallCounter {
  #counts = new Map<string, Count>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly logger: Logger,
  ) {}

  note(botId: string, isError: boolean, at: Date): void {
    const startMs = at.getTime() - (at.getTime() % minuteMs);
    const key = `${botId} ${startMs}`;
    let count = this.#counts.get(key);
    if (!count) {
      count = { botId, startMs, calls: 0, errors: 0 };
      this.#counts.set(key, count);
    }
    count.calls += 1;
    if (isError) count.errors += 1;
    this.#timer ??= setTimeout(() => void this.write(), everyMs);
  }

  /** Resolves when everything noted so far was written, or could not be. */
  write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    if (counts.length > 0) this.#writing = this.#writing.then(() => this.#store(counts));
    return this.#writing;
  }

  async #store(counts: readonly Count[]): Promise<void> {
    try {
      await runPrepared(
        this.db,
        sql`
        insert into call_counts (minute, bot_ids, calls, errors)
        select to_timestamp("startMs" / 1000), array_agg("botId"), array_agg(calls), array_agg(errors)
        from (
          select *, (row_number() over () - 1) / ${botsPerRow}::int as part from json_to_recordset(${JSON.stringify(counts)}::json)
            as given("botId" text, "startMs" bigint, calls int, errors int)
        ) as c
        group by "startMs", part`,
      );
    } catch (error) {
      this.logger.warn({ err: error }, 'calls could not be counted; they are tried again');
      for (const count of counts) this.#merge(count);
    }
  }

  #merge(count: Count): void {
    const key = `${count.botId} ${count.startMs}`;
    const known = this.#counts.get(key);
    if (known) {
      known.calls += count.calls;
      known.errors += count.errors;
    } else this.#counts.set(key, count);
    this.#timer ??= setTimeout(() => void this.write(), everyMs);
  }
}
