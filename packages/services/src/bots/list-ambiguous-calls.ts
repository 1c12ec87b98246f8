import { outbox } from '@dovecote/db/schema/outbox';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { readBot } from './get-bot-row';
import { lostAnswerOutcome, lostAnswerOutcomes } from './lost-answer';

/** A call whose answer was lost, so that Telegram may or may not have executed it. */
export const ambiguousCallSchema = z.object({
  id: z.number(),
  /** Null for calls that no update caused. */
  updateId: z.string().nullable(),
  method: z.string(),
  chatId: z.string().nullable(),
  moduleId: z.string().nullable(),
  /** `never_lost` sends again and may arrive twice; `never_twice` does not and may never arrive. */
  policy: z.enum(['never_lost', 'never_twice']),
  outcome: z.enum(lostAnswerOutcomes),
  attempts: z.number(),
  error: z.string().nullable(),
  createdAt: z.string(),
  resolvedAt: z.string().nullable(),
});

export type AmbiguousCall = z.output<typeof ambiguousCallSchema>;

/** Calls whose answer was lost, and what was done about each, newest first. */
export async function listAmbiguousCalls(
  asking: ServiceContext,
  botId: string,
  input: PageInput = {},
): Promise<Page<AmbiguousCall>> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, bot.workspaceId),
        eq(outbox.botId, bot.id),
        eq(outbox.isAmbiguous, true),
        before === null ? undefined : lt(outbox.id, before),
      ),
    )
    .orderBy(desc(outbox.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  const items = page.items.map((row) => ({
    id: row.id,
    updateId: row.updateId,
    method: row.method,
    chatId: row.chatId,
    moduleId: row.moduleId,
    policy: row.policy,
    outcome: lostAnswerOutcome(row),
    attempts: row.attempts,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    resolvedAt: row.sentAt?.toISOString() ?? null,
  }));
  return { items, nextCursor: page.nextCursor };
}
