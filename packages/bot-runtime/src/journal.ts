import type { Db } from '@dovecote/db/client';
import { splitBody } from '@dovecote/db/update-body';
import { commandOf } from '@dovecote/modules/kit/command-of';
import { laneOf, readUpdate } from '@dovecote/modules/kit/read-update';
import { asSealed } from '@dovecote/vault/sealed';
import type { Sealer } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';
import type { Message, Update } from 'grammy/types';
import type { FreshUpdate } from './fresh-update';

/** What Telegram allows as a command's name. */
const commandShape = /^[a-z0-9_]{1,32}$/;

/** One update on its way through a lane. */
export interface JournalEntry {
  /** Its place in the journal; null while it is fresh. */
  seq: number | null;
  updateId: string;
  lane: string;
  kind: string;
  receivedAt: Date;
  update: Update;
  /** What was received, for the journal; null once it has it. */
  text: string | null;
  /** What is in the journal cannot be read: nothing can be done but to say so. */
  isUnreadable: boolean;
  /** Its bot blocked a process lately: it is handled while no other such update is. */
  isSuspect: boolean;
  /** A commit of it was sent and its outcome never heard. */
  isCommitUnknown: boolean;
  /** Tries that ended with their process. */
  attempts: number;
  /** Roughly what it takes in memory. */
  sizeBytes: number;
  /** Null once the journal has it; before, it is in this process only and its sender still waits for our answer. */
  fresh: FreshUpdate | null;
}

/** What the journal needs to know of a bot. */
export interface JournalTarget {
  workspaceId: string;
  id: string;
  bodies: Sealer;
}

/** A journal row as the statements take it. */
export interface JournalRow {
  workspace_id: string;
  bot_id: string;
  update_id: string;
  lane: string;
  kind: string;
  command: string | null;
  contact_id: string | null;
  body: string;
  /** Milliseconds since 1970: the database reckons with them faster than either side writes a moment out. */
  received_ms: number;
}

/** The columns of `JournalRow`. */
export const journalShape = {
  workspace_id: 'text',
  bot_id: 'text',
  update_id: 'text',
  lane: 'text',
  kind: 'text',
  command: 'text',
  contact_id: 'text',
  body: 'text',
  received_ms: 'float8',
} satisfies Record<keyof JournalRow, string>;

/** `text` is the update as it came, with what its calls say if they are committed with it; the journal keeps it sealed. */
export function journalRow(target: JournalTarget, update: Update, text: string, receivedAt: Date): JournalRow {
  const { kind, chat, message } = readUpdate(update);
  const updateId = String(update.update_id);
  return {
    workspace_id: target.workspaceId,
    bot_id: target.id,
    update_id: updateId,
    lane: laneOf(update),
    kind,
    command: commandName(message),
    contact_id: chat ? String(chat.id) : null,
    body: target.bodies.seal(text, placeOfBody(target, updateId)),
    received_ms: receivedAt.getTime(),
  };
}

export function journalEntry(update: Update, text: string, receivedAt: Date): JournalEntry {
  const { kind } = readUpdate(update);
  return {
    seq: null,
    updateId: String(update.update_id),
    lane: laneOf(update),
    kind,
    receivedAt,
    update,
    text,
    isUnreadable: false,
    isSuspect: false,
    isCommitUnknown: false,
    attempts: 0,
    sizeBytes: text.length,
    fresh: null,
  };
}

export interface WaitingEntry extends JournalEntry {
  seq: number;
}

type WaitingRow = {
  seq: string;
  update_id: string;
  lane: string;
  kind: string;
  received_at: string;
  attempts: number;
  body: string | null;
};

/** The bot's open updates after `afterSeq`, oldest first. */
export async function loadWaiting(
  db: Db,
  target: JournalTarget,
  afterSeq: number,
  limit: number,
): Promise<WaitingEntry[]> {
  const result = await db.execute<WaitingRow>(sql`
    select u.seq, u.update_id, u.lane, u.kind, u.received_at, u.attempts, u.body
    from updates u
    where u.workspace_id = ${target.workspaceId} and u.bot_id = ${target.id} and u.state = 'waiting' and u.seq > ${afterSeq}
    order by u.seq limit ${limit}`);
  return result.rows.map((row) => readWaiting(target, row));
}

/** One that cannot be read is still an entry, so that it can be closed and its chat goes on. */
function readWaiting(target: JournalTarget, row: WaitingRow): WaitingEntry {
  const body = openUpdate(target, row);
  return {
    seq: Number(row.seq),
    updateId: row.update_id,
    lane: row.lane,
    kind: row.kind,
    receivedAt: new Date(row.received_at),
    update: body?.update ?? { update_id: Number(row.update_id) },
    text: null,
    isUnreadable: body === null,
    isSuspect: false,
    isCommitUnknown: false,
    attempts: row.attempts,
    sizeBytes: body?.sizeBytes ?? 0,
    fresh: null,
  };
}

function placeOfBody(target: JournalTarget, updateId: string): { row: string; column: string } {
  return { row: `${target.id}/${updateId}`, column: 'body' };
}

/** @throws Error when the body was changed or moved, or its key is gone. */
export function openBody<Read>(
  target: JournalTarget,
  updateId: string,
  body: string,
  read: (text: string) => Read,
): Read {
  return target.bodies.open(asSealed(body), placeOfBody(target, updateId)).use(read);
}

/** What was received, or null if it is gone, was changed, or its key is. */
function openUpdate(target: JournalTarget, row: WaitingRow): { update: Update; sizeBytes: number } | null {
  if (row.body === null) return null;
  try {
    return openBody(target, row.update_id, row.body, (text) => {
      const value = splitBody(JSON.parse(text)).update;
      return typeof value === 'object' && value !== null ? { update: value as Update, sizeBytes: text.length } : null;
    });
  } catch {
    return null;
  }
}

function commandName(message: Message | undefined): string | null {
  const name = commandOf(message)?.name;
  return name !== undefined && commandShape.test(name) ? name : null;
}
