import { bots } from '@dovecote/db/schema/bots';
import { and, eq } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import type { ServiceContext } from '../service-context';

/** Whether the bot of this server lives in any workspace. */
export async function isHostedHere(
  ctx: ServiceContext,
  { apiRoot, telegramId }: { apiRoot: string; telegramId: string },
): Promise<boolean> {
  const [hosted] = await acrossWorkspaces(ctx)
    .db.select({ id: bots.id })
    .from(bots)
    .where(and(eq(bots.apiRoot, apiRoot), eq(bots.telegramId, telegramId)));
  return hosted !== undefined;
}
