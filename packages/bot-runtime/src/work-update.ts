import { setTimeout as sleep } from 'node:timers/promises';
import { jobSet } from '@dovecote/modules/kit/job-writes';
import type { SaidWrite } from '@dovecote/modules/kit/write-statement';
import type { Logger } from '@dovecote/observability/logger';
import { outlineError } from '@dovecote/observability/outline-error';
import pg from 'pg';
import type { BotRecord } from './bot-record';
import type { Flush, FlushResult } from './flush';
import { type HandleOptions, handleUpdate } from './handle-update';
import { HandlerTimeoutError } from './handler-budget';
import { isAnswering } from './is-answering';
import { isConflict, isPassingFailure } from './is-passing-failure';
import type { JournalEntry } from './journal';
import { ownContact, writtenContacts } from './lane-contacts';
import type { Said } from './said';
import type { Turns } from './turns';

const attemptsMax = 3;
const retryDelayMs = 100;
const reconnectDelayMs = 100;
const conflictsMax = 10;

export interface WorkOptions extends HandleOptions {
  flush: Flush;
  conflictTurns: Turns;
  logger: Logger;
  /** Told when a committed update asked for a task. */
  onWorkDue?: (() => void) | undefined;
}

/**
 * Handles one update and commits what was decided. A handler that throws or takes too long runs three times, then the
 * update is dead-lettered, so that its chat goes on. A database that went away is waited for, which counts as no try. An
 * update whose writes met somebody else's is handled anew, one of the bot at a time; only from the eleventh time on does that
 * count. Once the bot is not open any more, what has not committed stays in the journal.
 */
export async function workUpdate(
  options: WorkOptions,
  record: BotRecord,
  epoch: number,
  entry: JournalEntry,
  isOpen: () => boolean,
): Promise<FlushResult> {
  const startedAt = options.clock();
  const place = { bot: record, epoch, lane: entry.lane };
  const commit = async (said: Said, attempts: number): Promise<FlushResult> => {
    try {
      return await options.flush.commit({ record, epoch, entry, startedAt, attempts, said });
    } finally {
      options.laneReader.forget(place, writtenContacts(entry, said));
    }
  };
  const handleAndCommit = async (attempts: number): Promise<FlushResult> => {
    const said = await handleUpdate(options, record, epoch, entry);
    const result = await commit(said, attempts);
    if (result.kind === 'committed' && said.writes.some(isTask)) options.onWorkDue?.();
    return result;
  };
  if (entry.isUnreadable) {
    return commit(deadLetter('what the journal keeps of it cannot be read'), entry.attempts + 1);
  }
  let conflicts = 0;
  for (let attempt = entry.attempts + 1; isOpen(); ) {
    try {
      const run = () => handleAndCommit(attempt);
      return await (conflicts === 0 ? run() : options.conflictTurns.take(record.id, run));
    } catch (error) {
      // The next try decides by what is so now.
      options.laneReader.forget(place, ownContact(entry));
      // A handler that waited for a database which does not answer is not to blame.
      const isLate = error instanceof HandlerTimeoutError;
      if (isPassingFailure(error) || (isLate && !(await isAnswering(options.db)))) {
        await sleep(reconnectDelayMs);
        continue;
      }
      if (isConflict(error) && conflicts < conflictsMax) {
        conflicts += 1;
        continue;
      }
      const failure = outlineError(error);
      options.logger.warn({ failure, botId: record.id, updateId: entry.updateId, attempt }, 'a handler failed');
      if (attempt >= attemptsMax) {
        return commit(deadLetter(`handler failed ${attemptsMax} times: ${failureName(error)}`), attempt);
      }
      await sleep(retryDelayMs * attempt);
      attempt += 1;
    }
  }
  return { kind: 'refused' };
}

function isTask({ statement, row }: SaidWrite): boolean {
  return statement.id === jobSet.id && row.is_task === true;
}

function deadLetter(reason: string): Said {
  return { outcome: { state: 'dead_lettered', reason }, writes: [], calls: [] };
}

/** Names the kind of failure only: an error's text may hold what a person wrote. */
function failureName(error: unknown): string {
  if (error instanceof HandlerTimeoutError) return 'it took too long';
  if (error instanceof pg.DatabaseError) return 'the database refused what it wrote';
  return error instanceof Error ? error.name : 'unknown error';
}
