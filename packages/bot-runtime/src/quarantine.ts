import type { Db } from '@dovecote/db/client';
import { type QuarantineReason, quarantine } from '@dovecote/db/schema/quarantine';
import type { JournalTarget } from './journal';

/** What of a body is kept. */
const keptBytesMax = 4_096;
/** What the column holds. */
const sizeBytesMax = 2 ** 31 - 1;

export interface Junk {
  reason: QuarantineReason;
  /** The body, or the beginning of a large one. */
  beginning: Buffer;
  /** Of the whole body. */
  sizeBytes: number;
}

/** Keeps aside what came with the right secret and is no update; it is acknowledged, so that it cannot block the rest. */
export async function putInQuarantine(
  db: Db,
  target: JournalTarget,
  { reason, beginning, sizeBytes }: Junk,
  receivedAt: Date,
): Promise<void> {
  const kept = beginning.subarray(0, keptBytesMax).toString('utf8').replaceAll('\u0000', '');
  await db.insert(quarantine).values({
    workspaceId: target.workspaceId,
    botId: target.id,
    reason,
    sizeBytes: Math.min(sizeBytes, sizeBytesMax),
    body: target.bodies.seal(kept, { row: `${target.id}/quarantine`, column: 'body' }),
    receivedAt,
  });
}
