import { updates } from '@dovecote/db/schema/updates';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { readBot } from '../bots/get-bot-row';
import { journalColumns } from '../bots/update-view';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { type DeadLetterView, describeDeadLetter } from './dead-letter-view';
import { hasBody } from './has-body';

export interface DeadLetterPage extends Page<DeadLetterView> {
  /** Of the bot, on all pages. */
  total: number;
}

/** Updates whose handling failed for good, newest first. */
export async function listDeadLetters(
  asking: ServiceContext,
  botId: string,
  input: PageInput = {},
): Promise<DeadLetterPage> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select({ update: journalColumns, isContentKept: hasBody })
    .from(updates)
    .where(and(isDeadLetterOf(bot), before === null ? undefined : lt(updates.seq, before)))
    .orderBy(desc(updates.seq))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.update.seq);
  return {
    items: page.items.map((row) => describeDeadLetter(row.update, row.isContentKept)),
    nextCursor: page.nextCursor,
    total: await ctx.db.$count(updates, isDeadLetterOf(bot)),
  };
}

export function isDeadLetterOf(bot: Pick<BotRow, 'workspaceId' | 'id'>) {
  return and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id), eq(updates.state, 'dead_lettered'));
}
