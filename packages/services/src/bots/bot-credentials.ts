import { botCredentials, type CredentialPurpose } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import type { SealedPlace } from '@dovecote/vault/envelope';
import type { Secret } from '@dovecote/vault/secret';
import { and, eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

export type BotKey = { workspaceId: string; id: string };

/** Where a bot's credential lies sealed; the runtime opens it at the same place. */
export function credentialPlace(bot: BotKey, purpose: CredentialPurpose): SealedPlace {
  return { workspaceId: bot.workspaceId, purpose, row: bot.id, column: 'value' };
}

/** Opens a credential; null when the bot has none of this purpose. */
export async function findCredential(
  ctx: Pick<ServiceContext, 'db' | 'vault'>,
  bot: BotKey,
  purpose: CredentialPurpose,
): Promise<Secret | null> {
  const [row] = await ctx.db
    .select({ value: botCredentials.value })
    .from(botCredentials)
    .where(
      and(
        eq(botCredentials.workspaceId, bot.workspaceId),
        eq(botCredentials.botId, bot.id),
        eq(botCredentials.purpose, purpose),
      ),
    );
  return row === undefined ? null : await ctx.vault.open(row.value, credentialPlace(bot, purpose));
}

export async function getBotToken(ctx: Pick<ServiceContext, 'db' | 'vault'>, bot: BotKey): Promise<Secret> {
  const token = await findCredential(ctx, bot, 'bot_token');
  if (token === null) throw new AppError('CONFLICT', 'This bot has no token on record. Rotate its token.');
  return token;
}
