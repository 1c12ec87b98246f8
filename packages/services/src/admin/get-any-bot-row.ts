import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { botNotFound } from '../bots/get-bot-row';
import { isId } from '../is-id';
import { authorisePlatform, type PlatformContext } from '../policies/authorise';
import type { PlatformAction } from '../policies/platform-policy';
import type { ServiceContext } from '../service-context';

/** A bot of any workspace, and the platform admin's context to work on it. */
export async function getAnyBotRow(
  asking: ServiceContext,
  botId: string,
  action: PlatformAction,
): Promise<{ bot: BotRow; ctx: PlatformContext }> {
  const ctx = authorisePlatform(asking, action);
  const [row] = isId(botId) ? await ctx.db.select().from(bots).where(eq(bots.id, botId)) : [];
  if (row === undefined) throw botNotFound();
  return { bot: row, ctx };
}
