import { AppError } from '@dovecote/errors/app-error';
import { parseBotToken } from '@dovecote/telegram/bot-token';
import { Secret } from '@dovecote/vault/secret';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { getTelegramMe } from '../telegram/get-telegram-me';
import { credentialPlace } from './bot-credentials';
import { rotateTokenSchema } from './bot-schemas';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';
import { putCredential } from './put-credential';
import { webhookMarkToRenew } from './webhook-mark-to-renew';

/**
 * Replaces the token by a newer one of the same bot; the journal goes on, so no update is lost.
 * @throws AppError `STEP_UP_REQUIRED`, `TOKEN_MALFORMED`, `TOKEN_MISMATCH`, `TOKEN_REJECTED` or `TELEGRAM_UNAVAILABLE`.
 */
export async function rotateBotToken(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof rotateTokenSchema>,
): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.rotateToken');
  requireStepUp(ctx);
  const { token } = parseBotToken(parseInput(rotateTokenSchema, input).token);
  const secret = new Secret(token, 'bot_token');
  const me = await getTelegramMe(ctx, { apiRoot: bot.apiRoot, token: secret });
  if (me.telegramId !== bot.telegramId) throw mismatch(bot.username);
  const sealed = await ctx.vault.seal(secret, credentialPlace(bot, 'bot_token'));
  return await changeBot(ctx, bot, async (row, tx) => {
    await putCredential(tx, ctx, row, 'bot_token', sealed);
    const wasBroken = row.status === 'token_revoked' || row.status === 'error';
    const status = row.desiredState === 'running' ? ('pending' as const) : ('stopped' as const);
    return {
      set: {
        username: me.username,
        webhookSetUrl: webhookMarkToRenew(row),
        isVerified: true,
        ...(wasBroken && { status }),
        ...((wasBroken || row.status === 'suspended') && { statusCause: null }),
      },
      audit: {
        action: 'bot.token_rotated',
        before: { status: row.status },
        after: { status: wasBroken ? status : row.status },
      },
    };
  });
}

function mismatch(username: string): AppError {
  return new AppError('TOKEN_MISMATCH', `This is the token of another bot. Enter a token of @${username}.`, {
    fields: { token: 'belongs to another bot' },
  });
}
