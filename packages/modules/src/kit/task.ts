import type { BotView, Reader } from './module-context';

/** A language model anybody's bot may use, as the operator of this installation set it. */
export interface PlatformModel {
  url: string;
  apiKey: string;
  model: string;
}

/** What may be asked of Telegram beside the outbox: it changes nothing there. */
export type TelegramQuestion = 'getChatAdministrators';

/** What slow work gets. It may wait for the network; it says nothing but its result. */
export interface TaskContext<Settings = unknown> {
  readonly settings: Settings;
  readonly bot: Omit<BotView, 'enabledModuleIds'>;
  readonly reader: Reader;
  /** Opens a secret of the workspace that was sealed for this module (`secretPurposeOf`), as the keys are now. */
  openSecret(sealed: string, place: { row: string; column: string }): Promise<string>;
  /** Aborted when the time is over or the process ends. */
  readonly signal: AbortSignal;
  clock(): Date;
  /** Arrives as the task's own job, the latest at most once a second. */
  progress(part: unknown): void;
  /** Asks Telegram as the bot. Null: it refused, or did not answer. */
  ask(method: TelegramQuestion, payload: object): Promise<unknown>;
  /** Reaches public addresses only, whatever a customer asked for. */
  readonly fetch: typeof fetch;
  readonly platformModel: PlatformModel | null;
}

/** Slow work outside an update's transaction. After a crash it is run again, as often as it allows. */
export interface Task<Settings = unknown> {
  timeoutMs: number;
  /** How often it may be begun, three times if not given; what costs money each time allows once. */
  attemptsMax?: number;
  /** Its result, JSON, arrives at the module's job of the same name; so does its failure. */
  run(ctx: TaskContext<Settings>, payload: unknown): Promise<unknown>;
}
