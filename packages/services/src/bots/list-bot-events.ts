import { auditEvents } from '@dovecote/db/schema/audit-events';
import { users } from '@dovecote/db/schema/users';
import { members } from '@dovecote/db/schema/workspaces';
import { and, desc, eq, lt } from 'drizzle-orm';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { readBot } from './get-bot-row';

export interface BotEventView {
  id: string;
  action: string;
  /** A platform admin stays nameless to the workspace. */
  actor: { kind: 'member' | 'platform_admin' | 'system'; name: string | null };
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  at: string;
}

const int32Max = 2_147_483_647;

/** What was done to a bot and by whom, a platform admin's looks inside included, newest first. */
export async function listBotEvents(
  asking: ServiceContext,
  botId: string,
  input: PageInput = {},
): Promise<Page<BotEventView>> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select({ event: auditEvents, name: users.name, role: members.role })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actorId))
    .leftJoin(members, and(eq(members.userId, auditEvents.actorId), eq(members.workspaceId, bot.workspaceId)))
    .where(
      and(
        eq(auditEvents.chain, bot.workspaceId),
        eq(auditEvents.targetId, bot.id),
        before === null ? undefined : lt(auditEvents.seq, Math.min(before, int32Max)),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.event.seq);
  const items = page.items.map(({ event, name, role }) => ({
    id: event.id,
    action: event.action,
    actor: describeActor(event.actorKind, name, role !== null),
    reason: event.reason,
    before: event.before,
    after: event.after,
    at: event.at.toISOString(),
  }));
  return { items, nextCursor: page.nextCursor };
}

function describeActor(kind: 'user' | 'system', name: string | null, isMember: boolean): BotEventView['actor'] {
  if (kind === 'system') return { kind: 'system', name: null };
  return isMember ? { kind: 'member', name } : { kind: 'platform_admin', name: null };
}
