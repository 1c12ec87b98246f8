import { outbox } from '@dovecote/db/schema/outbox';
import { updateStates, updates } from '@dovecote/db/schema/updates';
import { and, count, desc, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import { type Page, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';
import { readBot } from './get-bot-row';
import { describeUpdate, type UpdateView } from './update-view';

export const listUpdatesSchema = pageSchema.extend({ state: z.enum(updateStates).optional() });

/** The journal, newest first: what came, what became of it, how long it took. */
export async function listUpdates(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof listUpdatesSchema> = {},
): Promise<Page<UpdateView>> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor, state } = parseInput(listUpdatesSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(updates)
    .where(
      and(
        eq(updates.workspaceId, bot.workspaceId),
        eq(updates.botId, bot.id),
        state === undefined ? undefined : eq(updates.state, state),
        before === null ? undefined : lt(updates.seq, before),
      ),
    )
    .orderBy(desc(updates.seq))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.seq);
  const calls = await countCalls(
    ctx,
    bot,
    page.items.map((row) => row.updateId),
  );
  const items = page.items.map((row) => describeUpdate(row, calls.get(row.updateId) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

async function countCalls(ctx: ServiceContext, bot: BotRow, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: outbox.updateId, calls: count() })
    .from(outbox)
    .where(and(eq(outbox.workspaceId, bot.workspaceId), eq(outbox.botId, bot.id), inArray(outbox.updateId, ids)))
    .groupBy(outbox.updateId);
  return new Map(rows.map((row) => [row.id ?? '', row.calls]));
}
