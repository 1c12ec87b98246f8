import { outbox } from '@dovecote/db/schema/outbox';
import { updateStates, updates } from '@dovecote/db/schema/updates';
import { and, count, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { type Page, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';
import { readBot } from './get-bot-row';
import { describeUpdate, journalColumns, type UpdateView } from './update-view';

export const listUpdatesSchema = pageSchema.extend({
  state: z.enum(updateStates).optional(),
  /** The id of an update, a chat or a person, a command or a module. */
  q: z.string().trim().min(1).max(100).optional(),
});

/** The journal, newest first: what came, what became of it, how long it took. */
export async function listUpdates(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof listUpdatesSchema> = {},
): Promise<Page<UpdateView>> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor, state, q } = parseInput(listUpdatesSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select(journalColumns)
    .from(updates)
    .where(
      and(
        eq(updates.workspaceId, bot.workspaceId),
        eq(updates.botId, bot.id),
        state === undefined ? undefined : eq(updates.state, state),
        q === undefined ? undefined : isSearched(q),
        before === null ? undefined : lt(updates.seq, before),
      ),
    )
    .orderBy(desc(updates.seq))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.seq);
  const calls = await countCalls(
    ctx,
    bot,
    page.items.map((row) => row.seq),
  );
  const items = page.items.map((row) => describeUpdate(row, calls.get(row.seq) ?? 0));
  return { items, nextCursor: page.nextCursor };
}

/** What people wrote is sealed, so only what the journal itself knows of an update is searched. */
function isSearched(q: string): SQL | undefined {
  return or(
    eq(updates.updateId, q),
    eq(updates.contactId, q),
    inArray(updates.lane, [q, `chat:${q}`]),
    eq(updates.command, q.replace(/^\//, '').toLowerCase()),
    eq(updates.moduleId, q.toLowerCase()),
  );
}

async function countCalls(ctx: ServiceContext, bot: BotRow, seqs: number[]): Promise<Map<number | null, number>> {
  if (seqs.length === 0) return new Map();
  const rows = await ctx.db
    .select({ seq: outbox.updateSeq, calls: count() })
    .from(outbox)
    .where(and(eq(outbox.workspaceId, bot.workspaceId), eq(outbox.botId, bot.id), inArray(outbox.updateSeq, seqs)))
    .groupBy(outbox.updateSeq);
  return new Map(rows.map((row) => [row.seq, row.calls]));
}
