import { bots } from '@dovecote/db/schema/bots';
import { and, desc, eq, lt } from 'drizzle-orm';
import { type Page, type PageInput, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { describeBots } from './describe-bots';

/** The workspace's bots, newest first. */
export async function listBots(ctx: ServiceContext, input: PageInput = {}): Promise<Page<BotView>> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.read');
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(bots)
    .where(and(eq(bots.workspaceId, workspaceId), before === null ? undefined : lt(bots.id, before)))
    .orderBy(desc(bots.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  return { items: await describeBots(ctx.db, page.items), nextCursor: page.nextCursor };
}
