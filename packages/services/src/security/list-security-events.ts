import { type SecurityEventKind, securityEvents } from '@dovecote/db/schema/security-events';
import { and, desc, eq, lt } from 'drizzle-orm';
import { isId } from '../is-id';
import { type Page, type PageInput, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authorisePlatform, authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

export interface SecurityEventView {
  id: string;
  kind: SecurityEventKind;
  detail: Record<string, string> | null;
  ip: string | null;
  userAgent: string | null;
  at: string;
}

/** What happened to the actor's account, newest first. */
export async function listSecurityEvents(ctx: ServiceContext, input: PageInput = {}): Promise<Page<SecurityEventView>> {
  return await listOf(ctx, authoriseUser(ctx).userId, input);
}

/** What happened to anybody's account, for platform admins. */
export async function listUserSecurityEvents(
  ctx: ServiceContext,
  userId: string,
  input: PageInput = {},
): Promise<Page<SecurityEventView>> {
  authorisePlatform(ctx, 'platform.readUsers');
  return await listOf(ctx, isId(userId) ? userId : '', input);
}

async function listOf(ctx: ServiceContext, userId: string, input: PageInput): Promise<Page<SecurityEventView>> {
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(securityEvents)
    .where(and(eq(securityEvents.userId, userId), before === null ? undefined : lt(securityEvents.id, before)))
    .orderBy(desc(securityEvents.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  const items = page.items.map(({ id, kind, detail, ip, userAgent, at }) => ({
    id,
    kind,
    detail,
    ip,
    userAgent,
    at: at.toISOString(),
  }));
  return { items, nextCursor: page.nextCursor };
}
