import { bots } from '@dovecote/db/schema/bots';
import { and, eq, ne, or } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { isUniqueViolation } from '../is-unique-violation';
import type { ServiceContext } from '../service-context';
import { chooseTransport } from '../telegram/choose-transport';
import { type BotChange, changeBot } from './change-bot';
import type { BotRow } from './describe-bots';

interface Place {
  apiRoot: string;
  transport: BotRow['transport'];
}

/**
 * Brings bots in line with settings that changed between two starts: the Bot API server they talk to, the sandbox's own
 * for sandbox bots, and how their updates come. Several processes may call it at once. A bot that would become another
 * one's twin stays where it is. Answers how many moved.
 */
export async function alignBots(asking: ServiceContext): Promise<number> {
  const ctx = acrossWorkspaces(asking);
  const { telegramApiRoot, sandboxApiRoot } = ctx.settings;
  const live = await alignThose(ctx, 'live', telegramApiRoot);
  return live + (sandboxApiRoot === null ? 0 : await alignThose(ctx, 'sandbox', sandboxApiRoot));
}

async function alignThose(ctx: ServiceContext, environment: BotRow['environment'], apiRoot: string): Promise<number> {
  const place: Place = { apiRoot, transport: chooseTransport(ctx.settings, apiRoot) };
  const elsewhere = or(ne(bots.apiRoot, place.apiRoot), ne(bots.transport, place.transport));
  const rows = await ctx.db
    .select({ workspaceId: bots.workspaceId, id: bots.id })
    .from(bots)
    .where(and(eq(bots.environment, environment), elsewhere))
    .orderBy(bots.id);
  let moved = 0;
  for (const bot of rows) if (await move(ctx, bot, place)) moved += 1;
  return moved;
}

async function move(ctx: ServiceContext, bot: { workspaceId: string; id: string }, to: Place): Promise<boolean> {
  let isMoved = false;
  try {
    await changeBot(ctx, bot, (row) => {
      const change = describeMove(row, to);
      isMoved = change !== null;
      return change;
    });
    return isMoved;
  } catch (err) {
    if (isUniqueViolation(err, 'bots_hosted_once_key')) {
      ctx.logger.warn(
        { botId: bot.id },
        'a bot stays at its Bot API server: the same bot is hosted at the present one',
      );
    } else {
      // It may have been deleted meanwhile; the others are moved in any case.
      ctx.logger.error(
        { err, botId: bot.id },
        'a bot could not be moved as the settings say; the next start tries again',
      );
    }
    return false;
  }
}

function describeMove(row: BotRow, to: Place): BotChange | null {
  if (row.apiRoot === to.apiRoot && row.transport === to.transport) return null;
  const { apiRoot, transport } = row;
  const isElsewhere = apiRoot !== to.apiRoot;
  // What another server said of the token says nothing about this one.
  const isRetried = isElsewhere && row.status === 'token_revoked';
  const status = row.desiredState === 'running' ? ('pending' as const) : ('stopped' as const);
  return {
    set: {
      ...to,
      webhookSetUrl: null,
      ...(isElsewhere && { menuDigest: null, statusCause: null }),
      ...(isRetried && { status }),
    },
    audit: { action: 'bot.aligned', before: { apiRoot, transport }, after: { ...to } },
  };
}
