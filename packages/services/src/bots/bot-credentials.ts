import type { Queryable } from '@dovecote/db/client';
import { botCredentials, type CredentialPurpose } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import type { SealedPlace } from '@dovecote/vault/envelope';
import type { Sealed } from '@dovecote/vault/sealed';
import type { Secret } from '@dovecote/vault/secret';
import { and, eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

type BotKey = { workspaceId: string; id: string };

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

/** Writes a sealed credential in place of the former one. */
export async function putCredential(
  tx: Queryable,
  ctx: Pick<ServiceContext, 'clock'>,
  bot: BotKey,
  purpose: CredentialPurpose,
  value: Sealed,
): Promise<void> {
  const createdAt = ctx.clock();
  await tx
    .insert(botCredentials)
    .values({ workspaceId: bot.workspaceId, botId: bot.id, purpose, value, createdAt })
    .onConflictDoUpdate({
      target: [botCredentials.workspaceId, botCredentials.botId, botCredentials.purpose],
      set: { value, createdAt },
    });
}
