import type { Queryable } from '@dovecote/db/client';
import { broadcastRecipients, type broadcasts } from '@dovecote/db/schema/broadcasts';
import { count, eq } from 'drizzle-orm';

/** A broadcast and how far it came. Every recipient is in exactly one of the five counts. */
export interface BroadcastView {
  id: string;
  botId: string;
  state: (typeof broadcasts.$inferSelect)['state'];
  recipients: number;
  /** Not tried yet; of a cancelled broadcast, never to be. */
  waiting: number;
  /** Calls under way now. */
  sending: number;
  sent: number;
  /** Telegram said no, or the person stopped the bot meanwhile. */
  refused: number;
  /** Telegram's answer was lost, so nobody knows; they are not tried again. */
  ambiguous: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export async function describeBroadcast(tx: Queryable, row: typeof broadcasts.$inferSelect): Promise<BroadcastView> {
  const found = await tx
    .select({ state: broadcastRecipients.state, count: count() })
    .from(broadcastRecipients)
    .where(eq(broadcastRecipients.broadcastId, row.id))
    .groupBy(broadcastRecipients.state);
  const counts = { waiting: 0, sending: 0, sent: 0, refused: 0, ambiguous: 0 };
  for (const one of found) counts[one.state] = one.count;
  return {
    id: row.id,
    botId: row.botId,
    state: row.state,
    recipients: Object.values(counts).reduce((sum, one) => sum + one, 0),
    ...counts,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
