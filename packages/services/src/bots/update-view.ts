import type { updates } from '@dovecote/db/schema/updates';

export interface UpdateView {
  id: string;
  seq: number;
  kind: string;
  /** The command it begins with, without its argument. */
  command: string | null;
  lane: string;
  contactId: string | null;
  state: 'waiting' | 'done' | 'skipped' | 'dead_lettered';
  reason: string | null;
  moduleId: string | null;
  attempts: number;
  receivedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** From receipt to start. */
  waitMs: number | null;
  /** From start to commit. */
  handleMs: number | null;
  calls: number;
}

export function describeUpdate(row: typeof updates.$inferSelect, calls: number): UpdateView {
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
