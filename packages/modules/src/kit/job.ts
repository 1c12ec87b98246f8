import type { Update } from 'grammy/types';

/** A piece of work that is due, or the end of a task. */
export interface Job {
  name: string;
  key: string;
  /** What was said when it was asked for; of a task, a `TaskOutcome`. */
  payload: unknown;
  /** When it was to run. */
  runAt: Date;
}

/** What a task's job brings: the latest progress, then its end. */
export type TaskOutcome<Result = unknown> =
  | { state: 'progress'; part: unknown }
  | { state: 'done'; result: Result }
  | { state: 'failed'; reason: 'timeout' | 'error' };

/** Work as the journal carries it: an update Dovecote writes to itself, so that it is handled exactly once. */
export interface JobContent {
  module_id: string;
  name: string;
  key: string;
  payload: unknown;
  /** ISO. */
  run_at: string;
  /** It brings what a task brought, which somebody asked for. */
  is_task: boolean;
  chat?: { id: number; type: 'private' | 'group' | 'supergroup' };
}

/**
 * The update that carries a job. Its id is a text, which no update of Telegram's has: those are checked at the door.
 * @param id - the same id is the same update, however often it is written
 */
export function jobUpdate(id: string, content: Omit<JobContent, 'chat'>, chatId: string | null): Update {
  const chat = chatId === null ? {} : { chat: { id: Number(chatId), type: chatKind(chatId) } };
  return { update_id: `job:${id}`, job: { ...content, ...chat } } as unknown as Update;
}

/** The job in an update; undefined for all that came from outside. */
export function jobOf(update: Update): { moduleId: string; job: Job; isTask: boolean } | undefined {
  const { update_id: id, job } = update as unknown as { update_id: unknown; job?: JobContent };
  if (typeof id !== 'string' || job === undefined) return undefined;
  const { module_id: moduleId, name, key, payload, run_at: runAt, is_task: isTask } = job;
  return { moduleId, isTask, job: { name, key, payload, runAt: new Date(runAt) } };
}

/** Telegram's ids say what they name: people above zero, supergroups from -100 followed by ten digits. */
function chatKind(chatId: string): 'private' | 'group' | 'supergroup' {
  if (!chatId.startsWith('-')) return 'private';
  return /^-100\d{10,}$/.test(chatId) ? 'supergroup' : 'group';
}
