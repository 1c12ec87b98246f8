import { updateStates, updates } from '@dovecote/db/schema/updates';
import { getTableColumns } from 'drizzle-orm';
import { z } from 'zod';

export const updateViewSchema = z.object({
  id: z.string(),
  seq: z.number(),
  kind: z.string(),
  /** The command it begins with, without its argument. */
  command: z.string().nullable(),
  lane: z.string(),
  contactId: z.string().nullable(),
  state: z.enum(updateStates),
  reason: z.string().nullable(),
  moduleId: z.string().nullable(),
  attempts: z.number(),
  receivedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** From receipt to start. */
  waitMs: z.number().nullable(),
  /** From start to commit. */
  handleMs: z.number().nullable(),
  calls: z.number(),
});

export type UpdateView = z.output<typeof updateViewSchema>;

const { body: _sealed, ...headColumns } = getTableColumns(updates);

/** What the journal says of an update, without what Telegram sent. */
export const journalColumns = headColumns;

export type JournalHead = Omit<typeof updates.$inferSelect, 'body'>;

export function describeUpdate(row: JournalHead, calls: number): UpdateView {
  return {
    id: row.updateId,
    seq: row.seq,
    kind: row.kind,
    command: row.command,
    lane: row.lane,
    contactId: row.contactId,
    state: row.state,
    reason: row.reason,
    moduleId: row.moduleId,
    attempts: row.attempts,
    receivedAt: row.receivedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    waitMs: row.startedAt === null ? null : row.startedAt.getTime() - row.receivedAt.getTime(),
    handleMs:
      row.startedAt === null || row.finishedAt === null ? null : row.finishedAt.getTime() - row.startedAt.getTime(),
    calls,
  };
}
