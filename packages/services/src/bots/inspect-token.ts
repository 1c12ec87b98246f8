import { parseBotToken } from '@dovecote/telegram/bot-token';
import { Secret } from '@dovecote/vault/secret';
import { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { chooseTransport } from '../telegram/choose-transport';
import { findBotServer } from '../telegram/find-bot-server';
import { findWebhook } from '../telegram/find-webhook';
import { tokenSchema } from './bot-schemas';
import { findRivalPoller } from './find-rival-poller';
import { isHostedHere } from './is-hosted-here';

export const inspectTokenSchema = z.strictObject({ token: tokenSchema });

export interface TokenInspection {
  telegramId: string;
  username: string;
  name: string;
  canJoinGroups: boolean;
  canReadAllGroupMessages: boolean;
  environment: 'live' | 'sandbox';
  transport: 'polling' | 'webhook';
  /** Hosted here already, by whomever. */
  isHosted: boolean;
  /** Somebody else's webhook, which would be put back when the bot is removed. */
  foreignWebhook: { host: string | null } | null;
  pendingUpdates: number;
  /** Another program fetches the bot's updates; null when that cannot be told: by a webhook, or as Telegram did not say. */
  hasRivalPoller: boolean | null;
}

/**
 * The live pre-flight of a token; it changes nothing at Telegram and confirms no update.
 * @throws AppError `TOKEN_MALFORMED`, `TOKEN_REJECTED` or `TELEGRAM_UNAVAILABLE`.
 */
export async function inspectToken(
  ctx: ServiceContext,
  input: z.input<typeof inspectTokenSchema>,
): Promise<TokenInspection> {
  authoriseMember(ctx, 'bots.create');
  const { token, telegramId } = parseBotToken(parseInput(inspectTokenSchema, input).token);
  const secret = new Secret(token, 'bot_token');
  const server = await findBotServer(ctx, secret, telegramId);
  const { me, apiRoot, environment } = server;
  const webhook = await findWebhook(ctx, { apiRoot, token: secret });
  const url = webhook?.url ?? null;
  const isHosted = await isHostedHere(ctx, { apiRoot: server.apiRoot, telegramId: server.me.telegramId });
  const isOurs = url !== null && isHosted && url.startsWith(`${ctx.settings.publicUrl}/tg/`);
  return {
    telegramId: me.telegramId,
    username: me.username,
    name: me.name,
    canJoinGroups: me.canJoinGroups,
    canReadAllGroupMessages: me.canReadAllGroupMessages,
    environment,
    transport: chooseTransport(ctx.settings, apiRoot),
    isHosted,
    foreignWebhook: url === null || isOurs ? null : { host: webhook?.host ?? null },
    pendingUpdates: webhook?.pendingUpdates ?? 0,
    hasRivalPoller:
      url === null && !isHosted
        ? await findRivalPoller(ctx, { apiRoot, telegramId: me.telegramId, token: secret })
        : null,
  };
}
