import type { Queryable } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { and, count, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { z } from 'zod';
import { type Page, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { describeUser, type UserView } from '../people/user-view';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { listUsersSchema } from './admin-schemas';
import { containsText } from './contains-text';

export interface AdminUserView extends UserView {
  suspendedAt: string | null;
  suspendedReason: string | null;
  workspaces: { id: string; name: string; plan: string; role: string; bots: number }[];
}

/** Everybody with an account, newest first. */
export async function listUsers(
  asking: ServiceContext,
  input: z.input<typeof listUsersSchema> = {},
): Promise<Page<AdminUserView>> {
  const ctx = authorisePlatform(asking, 'platform.readUsers');
  const { limit, cursor, q } = parseInput(listUsersSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(users)
    .where(
      and(
        q === undefined ? undefined : or(containsText(users.email, q), containsText(users.name, q), eq(users.id, q)),
        before === null ? undefined : lt(users.id, before),
      ),
    )
    .orderBy(desc(users.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  return { items: await describeUsers(ctx.db, page.items), nextCursor: page.nextCursor };
}

/** People as a platform admin sees them. */
export async function describeUsers(
  db: Queryable,
  rows: readonly (typeof users.$inferSelect)[],
): Promise<AdminUserView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const places = await db
    .select({
      userId: members.userId,
      role: members.role,
      id: workspaces.id,
      name: workspaces.name,
      plan: workspaces.planId,
      bots: count(bots.id),
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .leftJoin(bots, eq(bots.workspaceId, workspaces.id))
    .where(inArray(members.userId, ids))
    .groupBy(members.userId, members.role, workspaces.id, workspaces.name, workspaces.planId);
  return rows.map((row) => ({
    ...describeUser(row),
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspendedReason: row.suspendedReason,
    workspaces: places.filter((place) => place.userId === row.id).map(({ userId: _userId, ...place }) => place),
  }));
}
