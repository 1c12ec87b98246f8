import { z } from 'zod';
import type { JournalHead } from '../bots/update-view';

/** An update whose handling failed for good, as every transport shows it. */
export const deadLetterViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** The command it begins with, without its argument. */
  command: z.string().nullable(),
  reason: z.string().nullable(),
  moduleId: z.string().nullable(),
  attempts: z.number(),
  receivedAt: z.string(),
  startedAt: z.string().nullable(),
  failedAt: z.string().nullable(),
  /** False once what Telegram sent is no longer kept: it can be discarded, but not replayed. */
  isContentKept: z.boolean(),
});

export type DeadLetterView = z.output<typeof deadLetterViewSchema>;

export function describeDeadLetter(row: JournalHead, isContentKept: boolean): DeadLetterView {
  return {
    id: row.updateId,
    kind: row.kind,
    command: row.command,
    reason: row.reason,
    moduleId: row.moduleId,
    attempts: row.attempts,
    receivedAt: row.receivedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    failedAt: row.finishedAt?.toISOString() ?? null,
    isContentKept,
  };
}
