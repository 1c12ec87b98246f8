import { bots } from '@dovecote/db/schema/bots';
import { users } from '@dovecote/db/schema/users';
import { members } from '@dovecote/db/schema/workspaces';
import { and, desc, eq, exists, gte, lt, lte, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Page, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { type AdminBotView, describeAdminBots } from './admin-bot-view';
import { listAllBotsSchema } from './admin-schemas';
import { containsText } from './contains-text';

/** Every bot of the installation that passes the filters, newest first. */
export async function listAllBots(
  asking: ServiceContext,
  input: z.input<typeof listAllBotsSchema> = {},
): Promise<Page<AdminBotView>> {
  const ctx = authorisePlatform(asking, 'platform.readBots');
  const { limit, cursor, status, owner, q, createdFrom, createdTo } = parseInput(listAllBotsSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(bots)
    .where(
      and(
        status === undefined ? undefined : eq(bots.status, status),
        owner === undefined ? undefined : exists(findOwner(ctx, owner)),
        q === undefined
          ? undefined
          : or(
              containsText(bots.username, q.replace(/^@/, '')),
              containsText(bots.name, q),
              eq(bots.id, q),
              eq(bots.telegramId, q),
            ),
        createdFrom === undefined ? undefined : gte(bots.createdAt, createdFrom),
        createdTo === undefined ? undefined : lte(bots.createdAt, createdTo),
        before === null ? undefined : lt(bots.id, before),
      ),
    )
    .orderBy(desc(bots.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  return { items: await describeAdminBots(ctx.db, page.items), nextCursor: page.nextCursor };
}

function findOwner({ db }: ServiceContext, owner: string) {
  return db
    .select({ one: sql`1` })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        sql`${members.workspaceId} = bots.workspace_id`,
        eq(members.role, 'owner'),
        or(eq(users.id, owner), containsText(users.email, owner)),
      ),
    );
}
