import { auditEvents } from '@dovecote/db/schema/audit-events';
import { users } from '@dovecote/db/schema/users';
import { and, desc, eq, getTableColumns, gte, lt, lte } from 'drizzle-orm';
import type { z } from 'zod';
import { openPersonal } from '../audit/personal-part';
import { type Page, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { listAuditSchema } from './admin-schemas';
import { containsText } from './contains-text';

export interface AuditEventView {
  id: string;
  chain: string;
  seq: number;
  workspaceId: string | null;
  actor: { kind: 'user' | 'system'; id: string | null; email: string | null };
  action: string;
  targetType: string;
  targetId: string;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  at: string;
  hash: string;
}

/** Who did what to whom, over all chains, newest first. */
export async function listAuditEvents(
  asking: ServiceContext,
  input: z.input<typeof listAuditSchema> = {},
): Promise<Page<AuditEventView>> {
  const ctx = authorisePlatform(asking, 'platform.readAudit');
  const { limit, cursor, action, actorId, targetId, workspaceId, from, to } = parseInput(listAuditSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select({ ...getTableColumns(auditEvents), actorEmail: users.email })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        action === undefined ? undefined : containsText(auditEvents.action, action),
        actorId === undefined ? undefined : eq(auditEvents.actorId, actorId),
        targetId === undefined ? undefined : eq(auditEvents.targetId, targetId),
        workspaceId === undefined ? undefined : eq(auditEvents.workspaceId, workspaceId),
        from === undefined ? undefined : gte(auditEvents.at, from),
        to === undefined ? undefined : lte(auditEvents.at, to),
        before === null ? undefined : lt(auditEvents.id, before),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  const items = await Promise.all(page.items.map(async (row) => await describeEvent(ctx, row)));
  return { items, nextCursor: page.nextCursor };
}

type EventRow = typeof auditEvents.$inferSelect & { actorEmail: string | null };

async function describeEvent(ctx: ServiceContext, row: EventRow): Promise<AuditEventView> {
  const { actorKind, actorId, actorEmail, previousHash: _previousHash, personal: _personal, at, ...event } = row;
  const { ip = null, userAgent = null } = (await openPersonal(ctx, row)) ?? {};
  return { ...event, ip, userAgent, actor: { kind: actorKind, id: actorId, email: actorEmail }, at: at.toISOString() };
}
