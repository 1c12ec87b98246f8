import { adminAccess } from '@dovecote/db/schema/audit-events';
import { and, desc, eq } from 'drizzle-orm';
import { botNotFound } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { type AdminBotView, describeAdminBots } from './admin-bot-view';
import { getAnyBotRow } from './get-any-bot-row';
import { isOpenLook } from './is-open-look';

/** Any bot, with the end of the asking admin's look inside if one is open. */
export async function getAnyBot(
  asking: ServiceContext,
  botId: string,
): Promise<AdminBotView & { accessExpiresAt: string | null }> {
  const { bot: row, ctx } = await getAnyBotRow(asking, botId, 'platform.readBots');
  const { userId } = ctx.actor;
  const [access] = await ctx.db
    .select({ expiresAt: adminAccess.expiresAt })
    .from(adminAccess)
    .where(and(eq(adminAccess.botId, row.id), eq(adminAccess.adminId, userId), isOpenLook(ctx.clock())))
    .orderBy(desc(adminAccess.expiresAt))
    .limit(1);
  const [view] = await describeAdminBots(ctx.db, [row]);
  if (view === undefined) throw botNotFound();
  return { ...view, accessExpiresAt: access?.expiresAt.toISOString() ?? null };
}
