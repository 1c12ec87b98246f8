import { adminAccess } from '@dovecote/db/schema/audit-events';
import { bots } from '@dovecote/db/schema/bots';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { isOpenLook } from '../admin/is-open-look';
import { isId } from '../is-id';
import { authoriseMember, authoriseUser, lacksSecondFactor } from '../policies/authorise';
import type { MemberAction } from '../policies/member-policy';
import { canOnPlatform } from '../policies/platform-policy';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';

export function botNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such bot.');
}

/**
 * A bot the actor may look at, and the context to do it in. A platform admin within an audited access reads like a
 * viewer.
 * @throws AppError `FORBIDDEN`, or `NOT_FOUND` alike for an absent bot and another tenant's.
 */
export async function readBot(asking: ServiceContext, botId: string): Promise<{ bot: BotRow; ctx: ServiceContext }> {
  const bot = await findAccessedBot(asking, botId);
  if (bot === null) return { bot: await getBotRow(asking, botId, 'bots.read'), ctx: asking };
  return { bot, ctx: { ...asking, db: asking.databases.of(proveWorkspace(bot.workspaceId)) } };
}

/**
 * A bot of the actor's workspace, if their role may do the action.
 * @throws AppError `FORBIDDEN`, or `NOT_FOUND` alike for an absent bot and another tenant's.
 */
export async function getBotRow(ctx: ServiceContext, botId: string, action: MemberAction): Promise<BotRow> {
  const workspace = authoriseMember(ctx, action);
  if (!isId(botId)) throw botNotFound();
  const [row] = await ctx.db
    .select()
    .from(bots)
    .where(and(eq(bots.workspaceId, workspace.id), eq(bots.id, botId)));
  if (row === undefined) throw botNotFound();
  return row;
}

async function findAccessedBot(ctx: ServiceContext, botId: string): Promise<BotRow | null> {
  const actor = authoriseUser(ctx);
  const isAdmin = canOnPlatform(actor.platformRole, 'platform.accessBot') && !lacksSecondFactor(ctx, actor);
  if (!isAdmin || !isId(botId)) return null;
  const [found] = await acrossWorkspaces(ctx)
    .db.select({ bot: bots })
    .from(adminAccess)
    .innerJoin(bots, and(eq(bots.id, adminAccess.botId), eq(bots.workspaceId, adminAccess.workspaceId)))
    .where(and(eq(adminAccess.botId, botId), eq(adminAccess.adminId, actor.userId), isOpenLook(ctx.clock())))
    .limit(1);
  return found?.bot ?? null;
}
