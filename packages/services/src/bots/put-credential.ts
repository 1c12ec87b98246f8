import type { Queryable } from '@dovecote/db/client';
import { botCredentials, type CredentialPurpose } from '@dovecote/db/schema/bots';
import type { Sealed } from '@dovecote/vault/sealed';
import type { ServiceContext } from '../service-context';
import type { BotKey } from './bot-credentials';

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
