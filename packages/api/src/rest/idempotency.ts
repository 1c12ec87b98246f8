import { createHash } from 'node:crypto';
import { AppError } from '@dovecote/errors/app-error';

export interface KeptAnswer {
  status: number;
  body: string | null;
}

export interface Idempotency {
  /**
   * Runs `work` once for a key; a repeat gets the first answer, also while the first still runs. A failure is not kept.
   * @throws AppError `CONFLICT` when the key comes back with another request.
   */
  once(key: string, request: string, work: () => Promise<KeptAnswer>): Promise<KeptAnswer>;
}

interface Entry {
  requestHash: string;
  answer: Promise<KeptAnswer>;
  untilMs: number;
}

const keptMs = 24 * 3_600_000;
const entriesMax = 5_000;

/** Answers kept in memory for a day: they hold newborn secrets, which must not reach the database. */
export function createIdempotency(clock: () => Date): Idempotency {
  const entries = new Map<string, Entry>();
  return {
    async once(key, request, work) {
      const requestHash = createHash('sha256').update(request).digest('hex');
      const nowMs = clock().getTime();
      const known = entries.get(key);
      if (known !== undefined && known.untilMs > nowMs) {
        if (known.requestHash === requestHash) return await known.answer;
        throw new AppError('CONFLICT', 'This Idempotency-Key was used with another request.');
      }
      const answer = work();
      entries.set(key, { requestHash, answer, untilMs: nowMs + keptMs });
      const oldest = entries.size > entriesMax ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      try {
        return await answer;
      } catch (error) {
        entries.delete(key);
        throw error;
      }
    },
  };
}
