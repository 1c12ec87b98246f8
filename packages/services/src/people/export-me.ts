import { securityEvents } from '@dovecote/db/schema/security-events';
import { sessions } from '@dovecote/db/schema/sessions';
import { desc, eq } from 'drizzle-orm';
import type { BotView } from '../bots/bot-view';
import { type BotExport, exportBot } from '../bots/export-bot';
import { listBots } from '../bots/list-bots';
import type { Page } from '../pages';
import { authoriseUser } from '../policies/authorise';
import { canMember } from '../policies/member-policy';
import { requireStepUp } from '../policies/require-step-up';
import { getSecondFactor } from '../second-factor/get-second-factor';
import type { ServiceContext } from '../service-context';
import { getMe } from './get-me';

/** The newest; a guesser can make many. */
const eventsMax = 10_000;

/** Everything about the actor, and the bots of the chosen workspace if their role may export them; no secrets. */
export async function exportMe(ctx: ServiceContext): Promise<Record<string, unknown>> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const rows = await ctx.db.select().from(sessions).where(eq(sessions.userId, userId));
  const devices = rows.map(({ id, kind, userAgent, ip, createdAt, lastSeenAt, revokedAt }) => ({
    id,
    kind,
    userAgent,
    ip,
    createdAt,
    lastSeenAt,
    revokedAt,
  }));
  const events = await ctx.db
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(desc(securityEvents.id))
    .limit(eventsMax);
  return {
    format: 'dovecote.account.v1',
    exportedAt: ctx.clock().toISOString(),
    me: await getMe(ctx),
    secondFactor: await getSecondFactor(ctx),
    devices,
    securityEvents: events.map(({ userId: _userId, ...event }) => event),
    bots: await exportBots(ctx),
  };
}

async function exportBots(ctx: ServiceContext): Promise<BotExport[]> {
  const bots: BotExport[] = [];
  if (ctx.workspace === undefined || !canMember(ctx.workspace.role, 'bots.export')) return bots;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Page<BotView> = await listBots(ctx, { limit: 100, cursor });
    for (const { id } of page.items) bots.push(await exportBot(ctx, id));
    cursor = page.nextCursor;
  }
  return bots;
}
