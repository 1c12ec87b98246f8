import { bodyDay } from '@dovecote/db/ensure-body-partitions';
import { minuteStats } from '@dovecote/db/schema/minute-stats';
import { updateBodies, updates } from '@dovecote/db/schema/updates';
import { sql } from 'drizzle-orm';
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
    const day = bodyDay(receivedAt);
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
      bodyDay: day,
      receivedAt,
      startedAt: isClosed ? finishedAt : null,
      finishedAt: isClosed ? finishedAt : null,
    });
    const place = { workspaceId, purpose: 'update_body', row: `${botId}/${id}`, column: 'body' };
    const body = await vault.seal('{"message":{"text":"hello"}}', place);
    if (!isBodyGone) await db.insert(updateBodies).values({ ...key, updateId: id, day, body });
    await count(db, key, receivedAt, { received: 1 });
    if (state === 'done') await count(db, key, finishedAt, { done: 1 });
    if (state === 'skipped') await count(db, key, finishedAt, { skipped: 1 });
    if (isDead) await count(db, key, finishedAt, { deadLettered: 1 });
  }
}

type Counts = Partial<Record<'received' | 'done' | 'skipped' | 'deadLettered', number>>;

async function count(
  db: TestServices['database']['db'],
  key: { workspaceId: string; botId: string },
  at: Date,
  { received = 0, done = 0, skipped = 0, deadLettered = 0 }: Counts,
): Promise<void> {
  const minute = new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);
  await db
    .insert(minuteStats)
    .values({ ...key, minute, received, done, skipped, deadLettered, latency: Array(12).fill(0) })
    .onConflictDoUpdate({
      target: [minuteStats.workspaceId, minuteStats.botId, minuteStats.minute],
      set: {
        received: sql`${minuteStats.received} + ${received}`,
        done: sql`${minuteStats.done} + ${done}`,
        skipped: sql`${minuteStats.skipped} + ${skipped}`,
        deadLettered: sql`${minuteStats.deadLettered} + ${deadLettered}`,
      },
    });
}
