import type { Db } from '@dovecote/db/client';
import { type QuarantineReason, quarantine } from '@dovecote/db/schema/quarantine';
import type { JournalTarget } from './journal';

/** What of a body is kept. */
const keptBytesMax = 4_096;

/** Keeps aside what came with the right secret and is no update; it is acknowledged, so that it cannot block the rest. */
export async function putInQuarantine(
  db: Db,
  target: JournalTarget,
  reason: QuarantineReason,
  body: Buffer,
  receivedAt: Date,
): Promise<void> {
  const kept = body.subarray(0, keptBytesMax).toString('utf8').replaceAll('\u0000', '');
  await db.insert(quarantine).values({
    workspaceId: target.workspaceId,
    botId: target.id,
    reason,
    sizeBytes: body.length,
    body: target.bodies.seal(kept, { row: `${target.id}/quarantine`, column: 'body' }),
    receivedAt,
  });
}
