import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@dovecote/observability/logger';
import type { BotRecord } from './bot-record';
import type { Flush, FlushResult } from './flush';
import { type HandleOptions, handleUpdate } from './handle-update';
import { isPassingFailure } from './is-passing-failure';
import type { JournalEntry } from './journal';
import type { Said } from './said';

const attemptsMax = 3;
const retryDelayMs = 100;
const reconnectDelayMs = 200;

export interface WorkOptions extends HandleOptions {
  flush: Flush;
  logger: Logger;
  /** False once the bot is closing: what has not committed stays in the journal. */
  isOpen: () => boolean;
}

/**
 * Handles one update and commits what was decided. A handler that throws runs three times, then the update is
 * dead-lettered, so that its chat goes on. A database that went away is waited for and never counts as a try.
 */
export async function workUpdate(
  options: WorkOptions,
  record: BotRecord,
  epoch: number,
  entry: JournalEntry,
): Promise<FlushResult> {
  const startedAt = options.clock();
  for (let attempt = 1; options.isOpen(); ) {
    try {
      const said = await handleUpdate(options, record, entry);
      return await options.flush.commit({ record, epoch, entry, startedAt, attempts: attempt, said });
    } catch (error) {
      if (isPassingFailure(error)) {
        await sleep(reconnectDelayMs);
        continue;
      }
      options.logger.warn({ err: error, botId: record.id, updateId: entry.updateId, attempt }, 'a handler failed');
      if (attempt >= attemptsMax) {
        return options.flush.commit({ record, epoch, entry, startedAt, attempts: attempt, said: deadLetter(error) });
      }
      await sleep(retryDelayMs * attempt);
      attempt += 1;
    }
  }
  return { kind: 'refused' };
}

/** Names the kind of failure only: an error's text may hold what a person wrote. */
function deadLetter(error: unknown): Said {
  const name = error instanceof Error ? error.name : 'unknown error';
  return {
    outcome: { state: 'dead_lettered', reason: `handler failed ${attemptsMax} times: ${name}` },
    writes: [],
    calls: [],
  };
}
