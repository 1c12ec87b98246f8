import type { Db } from '@dovecote/db/client';
import { bodyDay } from '@dovecote/db/ensure-body-partitions';
import { commandOf } from '@dovecote/modules/kit/command-of';
import { laneOf, readUpdate } from '@dovecote/modules/kit/read-update';
import { asSealed } from '@dovecote/vault/sealed';
import { sql } from 'drizzle-orm';
import type { Message, Update } from 'grammy/types';
import type { BotRecord } from './bot-record';
import { latencyZeros } from './latency-histogram';

/** What Telegram allows as a command's name. */
const commandShape = /^[a-z0-9_]{1,32}$/;

/** One journalled update on its way through a lane. */
export interface JournalEntry {
  seq: number;
  updateId: string;
  lane: string;
  kind: string;
  receivedAt: Date;
  update: Update;
}

/**
 * Journals a batch in one statement, in the order given; updates already known are dropped by their key.
 * Returns those that are new. When it returns, they are durable.
 */
export async function appendUpdates(
  db: Db,
  record: BotRecord,
  batch: readonly Update[],
  receivedAt: Date,
): Promise<JournalEntry[]> {
  const day = bodyDay(receivedAt);
  const rows = batch.map((update, position) => {
    const { kind, chat, message } = readUpdate(update);
    const updateId = String(update.update_id);
    return {
      position,
      update_id: updateId,
      lane: laneOf(update),
      kind,
      command: commandName(message),
      contact_id: chat ? String(chat.id) : null,
      body: record.bodies.seal(JSON.stringify(update), { row: `${record.id}/${updateId}`, column: 'body' }),
    };
  });
  const result = await db.execute<{ update_id: string; seq: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(position int, update_id text, lane text, kind text, command text, contact_id text, body text)
    ), inserted as (
      insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, command, contact_id, state, body_day, received_at)
      select ${record.workspaceId}, ${record.id}, update_id, 'telegram', lane, kind, command, contact_id, 'waiting',
        ${day}::date, ${receivedAt.toISOString()}::timestamptz
      from given order by position
      on conflict do nothing
      returning update_id, seq
    ), bodies as (
      insert into update_bodies (workspace_id, bot_id, update_id, day, body)
      select distinct on (update_id) ${record.workspaceId}, ${record.id}, update_id, ${day}::date, body
      from given join inserted using (update_id) order by update_id, position
      on conflict do nothing
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, received, latency)
      select ${record.workspaceId}, ${record.id}, date_trunc('minute', ${receivedAt.toISOString()}::timestamptz), count(*), ${latencyZeros}
      from inserted having count(*) > 0
      on conflict (workspace_id, bot_id, minute) do update set received = minute_stats.received + excluded.received
    )
    select update_id, seq from inserted order by seq`);
  const byId = new Map(batch.map((update) => [String(update.update_id), update]));
  return result.rows.flatMap((row) => {
    const update = byId.get(row.update_id);
    return update ? [entryOf(Number(row.seq), update, receivedAt)] : [];
  });
}

/** The bot's open updates after `afterSeq`, oldest first. */
export async function loadWaiting(db: Db, record: BotRecord, afterSeq: number, limit: number): Promise<JournalEntry[]> {
  const result = await db.execute<{ seq: string; update_id: string; received_at: string; body: string }>(sql`
    select u.seq, u.update_id, u.received_at, b.body
    from updates u
    join update_bodies b on b.day = u.body_day and b.workspace_id = u.workspace_id
      and b.bot_id = u.bot_id and b.update_id = u.update_id
    where u.workspace_id = ${record.workspaceId} and u.bot_id = ${record.id} and u.state = 'waiting' and u.seq > ${afterSeq}
    order by u.seq limit ${limit}`);
  return result.rows.map((row) => {
    const place = { row: `${record.id}/${row.update_id}`, column: 'body' };
    const update = record.bodies.open(asSealed(row.body), place).use((text) => JSON.parse(text) as Update);
    return entryOf(Number(row.seq), update, new Date(row.received_at));
  });
}

function entryOf(seq: number, update: Update, receivedAt: Date): JournalEntry {
  const { kind } = readUpdate(update);
  return { seq, updateId: String(update.update_id), lane: laneOf(update), kind, receivedAt, update };
}

function commandName(message: Message | undefined): string | null {
  const name = commandOf(message)?.name;
  return name !== undefined && commandShape.test(name) ? name : null;
}
