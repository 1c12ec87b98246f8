import { minuteCounts } from '@dovecote/db/schema/minute-counts';
import { updates } from '@dovecote/db/schema/updates';
import type { TestServices } from '../create-test-services.test-helper';

export interface PlantedUpdate {
  id: string;
  state: 'waiting' | 'done' | 'skipped' | 'dead_lettered';
  lane?: string;
  receivedAt?: Date;
  finishedAt?: Date;
  isBodyGone?: boolean;
}

const minuteMs = 60_000;

/** Updates as the runtime would have journalled and closed them, counted in their minutes. */
export async function plantUpdates(
  { database: { db }, services: { vault } }: TestServices,
  workspaceId: string,
  botId: string,
  planted: readonly PlantedUpdate[],
): Promise<void> {
  const key = { workspaceId, botId };
  for (const {
    id,
    state,
    lane = '77',
    isBodyGone = false,
    receivedAt = new Date(),
    finishedAt = receivedAt,
  } of planted) {
    const isClosed = state !== 'waiting';
    const isDead = state === 'dead_lettered';
    const place = { workspaceId, purpose: 'update_body', row: `${botId}/${id}`, column: 'body' };
    await db.insert(updates).values({
      ...key,
      updateId: id,
      channel: 'telegram',
      lane,
      kind: 'message',
      command: 'start',
      contactId: lane,
      state,
      reason: isDead ? 'handler failed 3 times: TypeError' : null,
      moduleId: isDead ? 'core' : null,
      attempts: isDead ? 3 : isClosed ? 1 : 0,
      body: isBodyGone ? null : await vault.seal('{"message":{"text":"hello"}}', place),
      receivedAt,
      startedAt: isClosed ? finishedAt : null,
      finishedAt: isClosed ? finishedAt : null,
    });
    await count(db, botId, receivedAt, null);
    if (isClosed) await count(db, botId, finishedAt, state);
  }
}

/** As the runtime leaves it: one received, or one closed in this state, not folded yet. */
async function count(
  db: TestServices['database']['db'],
  botId: string,
  at: Date,
  state: PlantedUpdate['state'] | null,
): Promise<void> {
  const minute = new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);
  await db.insert(minuteCounts).values({
    minute,
    isReceived: state === null,
    state,
    botIds: [botId],
    buckets: state === null ? [] : [1],
  });
}
