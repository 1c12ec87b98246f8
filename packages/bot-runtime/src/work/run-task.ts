import type { Db } from '@dovecote/db/client';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import { secretPurposeOf } from '@dovecote/modules/kit/secret-purpose-of';
import type { PlatformModel, TaskContext } from '@dovecote/modules/kit/task';
import type { Logger } from '@dovecote/observability/logger';
import { outlineError } from '@dovecote/observability/outline-error';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { Transport } from '@dovecote/telegram/transport';
import { asSealed } from '@dovecote/vault/sealed';
import type { Vault } from '@dovecote/vault/vault';
import type { BotRecord } from '../bot-record';

export interface TaskSurroundings {
  db: Db;
  vault: Vault;
  fetch: typeof fetch;
  platformModel: PlatformModel | null;
  transport: Transport;
  clock: () => Date;
  logger: Logger;
}

export interface TaskRun {
  name: string;
  payload: unknown;
  /** Aborted from outside when the process ends. */
  aborter: AbortController;
  onProgress: (part: unknown, step: number) => Promise<void>;
}

export type TaskEnd = { state: 'done'; result: unknown } | { state: 'failed'; reason: 'timeout' | 'error' } | 'cut';

const progressEveryMs = 1_000;

/** Runs one task within its time. Whatever it throws is a failure without words: they may hold what a person wrote. */
export async function runTask(
  { db, vault, fetch, platformModel, transport, clock, logger }: TaskSurroundings,
  enabled: EnabledModule,
  record: BotRecord,
  run: TaskRun,
): Promise<TaskEnd> {
  const task = enabled.module.handlers.tasks?.[run.name];
  if (!task) return { state: 'failed', reason: 'error' };
  const { workspaceId } = record;
  const purpose = secretPurposeOf(enabled.module.definition.id);
  const ending = AbortSignal.any([run.aborter.signal, AbortSignal.timeout(task.timeoutMs)]);
  const progress = new LatestProgress(run.onProgress);
  const ctx: TaskContext = {
    settings: enabled.settings,
    bot: {
      id: record.id,
      telegramId: record.telegramId,
      username: record.username,
      name: record.name,
    },
    reader: { db, workspaceId, botId: record.id },
    openSecret: async (sealed, at) =>
      (await vault.open(asSealed(sealed), { workspaceId, purpose, ...at })).use((text) => text),
    signal: ending,
    clock,
    progress: (part) => progress.note(part),
    ask: async (method, payload) => {
      const answer = await record.token.use((token) =>
        callTelegram({ transport, apiRoot: record.apiRoot, token, method, payload, signal: ending }),
      );
      return answer.kind === 'ok' ? answer.result : null;
    },
    fetch,
    platformModel,
  };
  const ended = new Promise<never>((_resolve, reject) => {
    ending.addEventListener('abort', () => reject(new TaskEndedError()), { once: true });
  });
  try {
    const result = await Promise.race([task.run(ctx, run.payload), ended]);
    return { state: 'done', result };
  } catch (error) {
    if (run.aborter.signal.aborted) return 'cut';
    if (ending.aborted) return { state: 'failed', reason: 'timeout' };
    logger.warn({ failure: outlineError(error), botId: record.id, task: run.name }, 'a task failed');
    return { state: 'failed', reason: 'error' };
  } finally {
    await progress.stop();
  }
}

class TaskEndedError extends Error {
  override readonly name = 'TaskEndedError';
}

/** Passes on the latest part, at most once a second and one at a time. */
class LatestProgress {
  #part: { value: unknown } | null = null;
  #step = 0;
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly send: (part: unknown, step: number) => Promise<void>) {}

  note(part: unknown): void {
    this.#part = { value: part };
    this.#timer ??= setTimeout(() => this.#pass(), progressEveryMs);
  }

  /** Nothing is passed on afterwards: the end says it all. */
  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#part = null;
    await this.#sending.catch(() => undefined);
  }

  #pass(): void {
    const part = this.#part;
    this.#part = null;
    this.#timer = null;
    if (!part) return;
    this.#step += 1;
    const step = this.#step;
    this.#sending = this.#sending.then(() => this.send(part.value, step)).catch(() => undefined);
  }
}
