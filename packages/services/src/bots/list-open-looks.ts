import { adminAccess } from '@dovecote/db/schema/audit-events';
import { and, asc, eq } from 'drizzle-orm';
import { isOpenLook } from '../admin/is-open-look';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { readBot } from './get-bot-row';

export interface OpenLookView {
  id: string;
  reason: string;
  expiresAt: string;
  /** The asker is the admin who looks. */
  isMine: boolean;
}

/** Looks inside that platform admins have open now; the admins stay nameless to the workspace. */
export async function listOpenLooks(asking: ServiceContext, botId: string): Promise<OpenLookView[]> {
  const { bot, ctx } = await readBot(asking, botId);
  const { userId } = authoriseUser(ctx);
  const rows = await ctx.db
    .select()
    .from(adminAccess)
    .where(and(eq(adminAccess.workspaceId, bot.workspaceId), eq(adminAccess.botId, bot.id), isOpenLook(ctx.clock())))
    .orderBy(asc(adminAccess.startedAt));
  return rows.map(({ id, reason, expiresAt, adminId }) => ({
    id,
    reason,
    expiresAt: expiresAt.toISOString(),
    isMine: adminId === userId,
  }));
}
