import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { botNotFound } from '../bots/get-bot-row';
import { isId } from '../is-id';
import { authorisePlatform } from '../policies/authorise';
import type { PlatformAction } from '../policies/platform-policy';
import type { ServiceContext } from '../service-context';

/** A bot of any workspace, for platform admins. */
export async function getAnyBotRow(ctx: ServiceContext, botId: string, action: PlatformAction): Promise<BotRow> {
  authorisePlatform(ctx, action);
  const [row] = isId(botId) ? await ctx.db.select().from(bots).where(eq(bots.id, botId)) : [];
  if (row === undefined) throw botNotFound();
  return row;
}
