import type { BotRecord } from './bot-record';
import type { JournalEntry } from './journal';
import type { OutboxRow } from './outbox-row';
import type { Said } from './said';

export interface HandledUpdate {
  record: BotRecord;
  epoch: number;
  entry: JournalEntry;
  startedAt: Date;
  attempts: number;
  said: Said;
}

export type FlushResult =
  /** Effects and outbox rows are durable; the rows are this process's to send, but for an inline one. */
  | { kind: 'committed'; rows: OutboxRow[] }
  /** The journal had closed this update before. Nothing happened; `inline` is the call its first answer carried. */
  | { kind: 'duplicate'; inline: OutboxRow | null }
  /** Another process journalled an older update of the chat, and it waits. Nothing happened. */
  | { kind: 'overtaking' }
  /** The database refused: the bot was stopped, suspended or handed over. Nothing happened. */
  | { kind: 'refused' };

/** Commits handled updates: done marks, effects and outbox rows together or not at all. */
export interface Flush {
  /** Throws only if this update's own writes are refused by the database. */
  commit(handled: HandledUpdate): Promise<FlushResult>;
}
