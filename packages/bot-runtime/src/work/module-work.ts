import type { Db } from '@dovecote/db/client';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import { jobUpdate } from '@dovecote/modules/kit/job';
import { jobPlace } from '@dovecote/modules/kit/job-place';
import { nextRun } from '@dovecote/modules/kit/next-run';
import type { PlatformModel } from '@dovecote/modules/kit/task';
import type { Logger } from '@dovecote/observability/logger';
import { outlineError } from '@dovecote/observability/outline-error';
import type { Transport } from '@dovecote/telegram/transport';
import type { Vault } from '@dovecote/vault/vault';
import type { Update } from 'grammy/types';
import type { BotModules } from '../bot-modules';
import type { BotRecord } from '../bot-record';
import type { JournalWriter } from '../journal-writer';
import { runTask } from './run-task';
import { claimTask, type DueWork, endWork, findDueWork, moveWork, tasksPerBotMax } from './work-store';

export interface ModuleWorkOptions {
  db: Db;
  vault: Vault;
  processId: string;
  botModules: BotModules;
  writer: JournalWriter;
  /** The bot if this process holds it. */
  holding: (botId: string) => WorkHolding | undefined;
  /** Reaches what customers may reach: public addresses. */
  fetch: typeof fetch;
  platformModel: PlatformModel | null;
  transport: Transport;
  clock: () => Date;
  logger: Logger;
}

export interface WorkHolding {
  record: BotRecord;
  /** Journals updates of its own and works them; the same id twice is one update. */
  intake: { accept(updates: readonly Update[]): Promise<void>; readonly isClosed: boolean };
}

interface Ready {
  work: DueWork;
  holding: WorkHolding;
  enabled: EnabledModule;
  payload: unknown;
}

interface RunningTask {
  workspaceId: string;
  botId: string;
  aborter: AbortController;
  ended: Promise<void>;
}

const dueMax = 500;
const tasksMax = 32;
const tasksPerWorkspaceMax = 8;
const attemptsMax = 3;
/** A task that nobody ended so long after its time belongs to a process that died. */
const graceMs = 10_000;

/**
 * Turns what modules asked for into updates when it is due. An update is in the journal before its row goes, under an id
 * made of the row's, so a crash between the two repeats nothing.
 */
export class ModuleWork {
  readonly #running = new Map<string, RunningTask>();
  #looking: Promise<void> | null = null;
  #mustLookAgain = false;
  #isClosed = false;

  constructor(private readonly options: ModuleWorkOptions) {}

  /** Hands out what is due. A look that begins during another one follows it. */
  look(): Promise<void> {
    if (this.#looking) this.#mustLookAgain = true;
    this.#looking ??= this.#lookOn().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Cuts tasks; another process runs them again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { aborter } of this.#running.values()) aborter.abort();
    await Promise.allSettled([this.#looking, ...[...this.#running.values()].map(({ ended }) => ended)]);
  }

  async #lookOn(): Promise<void> {
    do {
      this.#mustLookAgain = false;
      await this.#look();
    } while (this.#mustLookAgain && !this.#isClosed);
  }

  async #look(): Promise<void> {
    const { db, processId, botModules, clock } = this.options;
    if (this.#isClosed) return;
    const due = await findDueWork(db, processId, botModules.ids, clock(), dueMax);
    const ready: Ready[] = [];
    const lost: DueWork[] = [];
    for (const work of due) {
      const found = await this.#ready(work).catch((error: unknown) => {
        this.options.logger.warn(
          { err: error, botId: work.botId, job: work.job },
          'due work waits: its bot cannot be read',
        );
        return 'later' as const;
      });
      if (found === 'lost') lost.push(work);
      else if (found !== 'later') ready.push(found);
    }
    // Its module was switched off or is no more, or its key was destroyed: nobody would take it.
    await endWork(db, lost);
    const jobs = ready.filter(({ work }) => !work.isTask);
    await this.#journal(jobs);
    if (due.length === dueMax && jobs.length > 0) this.#mustLookAgain = true;
    for (const task of ready.filter(({ work }) => work.isTask)) {
      await this.#start(task).catch((error: unknown) =>
        this.options.logger.warn({ err: error, botId: task.work.botId }, 'a task could not be started; it stays due'),
      );
    }
  }

  async #ready(work: DueWork): Promise<Ready | 'later' | 'lost'> {
    const holding = this.options.holding(work.botId);
    // What was asked for since the bot was read may be of a module that was off then.
    if (!holding || holding.record.revision < work.botRevision) return 'later';
    const place = jobPlace(work.botId, work.moduleId, work.job, work.key);
    const modules = await this.options.botModules.of(holding.record);
    const enabled = modules.find((one) => one.module.definition.id === work.moduleId);
    if (!enabled) return 'lost';
    try {
      const { payload: sealed } = work;
      const payload =
        sealed === null ? {} : enabled.sealer.open(sealed, place).use((text) => JSON.parse(text) as unknown);
      return { work, holding, enabled, payload };
    } catch (error) {
      const failure = outlineError(error);
      this.options.logger.warn({ failure, botId: work.botId, job: work.job }, 'due work cannot be read');
      return 'lost';
    }
  }

  async #journal(jobs: readonly Ready[]): Promise<void> {
    const { db, clock } = this.options;
    const byBot = new Map<WorkHolding, Ready[]>();
    for (const job of jobs) byBot.set(job.holding, [...(byBot.get(job.holding) ?? []), job]);
    const done: DueWork[] = [];
    await Promise.all(
      [...byBot].map(async ([{ intake }, ofBot]) => {
        try {
          await intake.accept(
            ofBot.map(({ work, payload }) => updateOf(work, String(work.runAt.getTime()), payload, false)),
          );
          done.push(...ofBot.map(({ work }) => work));
        } catch (error) {
          this.options.logger.warn({ err: error }, 'due work could not be journalled; it stays due');
        }
      }),
    );
    await endWork(
      db,
      done.filter(({ cron }) => cron === null),
    );
    const moves = done.flatMap((work) =>
      work.cron === null ? [] : [{ work, runAt: nextRun(work.cron, work.zone ?? 'UTC', clock()) }],
    );
    await moveWork(db, moves);
  }

  async #start(ready: Ready): Promise<void> {
    const { work, enabled, holding } = ready;
    const task = enabled.module.handlers.tasks?.[work.job];
    const name = [work.botId, work.moduleId, work.job, work.key, work.token].join('/');
    if (!task || work.attempts >= (task.attemptsMax ?? attemptsMax)) {
      await holding.intake.accept([updateOf(work, 'over', { state: 'failed', reason: 'error' }, true)]);
      return endWork(this.options.db, [work]);
    }
    if (this.#running.has(name) || !this.#hasRoom(work) || this.#isClosed) return;
    const until = new Date(this.options.clock().getTime() + task.timeoutMs + graceMs);
    if (!(await claimTask(this.options.db, work, until))) return;
    const aborter = new AbortController();
    const ended = this.#run(ready, aborter)
      .catch((error: unknown) =>
        this.options.logger.warn({ err: error, botId: work.botId }, 'a task could not be ended'),
      )
      .finally(() => {
        this.#running.delete(name);
        this.#lookAfterEnd();
      });
    this.#running.set(name, { workspaceId: work.workspaceId, botId: work.botId, aborter, ended });
  }

  #hasRoom({ workspaceId, botId }: DueWork): boolean {
    const running = [...this.#running.values()];
    const ofBot = running.filter((task) => task.botId === botId).length;
    const ofWorkspace = running.filter((task) => task.workspaceId === workspaceId).length;
    return running.length < tasksMax && ofBot < tasksPerBotMax && ofWorkspace < tasksPerWorkspaceMax;
  }

  /** What waited for this place goes on at once. */
  #lookAfterEnd(): void {
    if (this.#isClosed) return;
    void this.look().catch((error: unknown) => this.options.logger.warn({ err: error }, 'due work could not be read'));
  }

  async #run({ work, holding, enabled, payload }: Ready, aborter: AbortController): Promise<void> {
    const { db, vault, fetch, platformModel, transport, clock, logger } = this.options;
    const attempt = work.attempts + 1;
    const say = (suffix: string, outcome: unknown) =>
      this.#say(holding, updateOf(work, `${attempt}:${suffix}`, outcome, true));
    const outcome = await runTask(
      { db, vault, fetch, platformModel, transport, clock, logger },
      enabled,
      holding.record,
      {
        name: work.job,
        payload,
        aborter,
        onProgress: (part, step) => say(String(step), { state: 'progress', part }),
      },
    );
    // Cut by the end of this process: the next holder runs it again.
    if (outcome === 'cut') return;
    await say('end', outcome);
    await endWork(db, [work]);
  }

  /** A bot that was closed here while the task ran is another's now, or was opened anew: whoever it is reads the journal. */
  async #say({ intake, record }: WorkHolding, update: Update): Promise<void> {
    const { writer, clock } = this.options;
    if (!intake.isClosed) return intake.accept([update]);
    await writer.appendForeign(record, update, JSON.stringify(update), clock());
  }
}

function updateOf(work: DueWork, occurrence: string, payload: unknown, isTask: boolean): Update {
  const { moduleId: module_id, job: name, key, runAt, chatId } = work;
  const content = { module_id, name, key, payload, run_at: runAt.toISOString(), is_task: isTask };
  return jobUpdate(`${work.token}:${occurrence}`, content, chatId);
}
