import type { Db } from '@dovecote/db/client';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import type { Secret } from '@dovecote/vault/secret';
import type { Vault } from '@dovecote/vault/vault';
import { and, eq } from 'drizzle-orm';

export interface FindSecretOptions {
  db: Db;
  vault: Vault;
}

const pathShape = /^[A-Za-z0-9_-]{16,64}$/;

/** The webhook secret of a bot that does not run in this process; null if the path is nobody's. */
export async function findSecretByPath({ db, vault }: FindSecretOptions, path: string): Promise<Secret | null> {
  if (!pathShape.test(path)) return null;
  const purpose = 'webhook_secret';
  const [row] = await db
    .select({ workspaceId: bots.workspaceId, botId: bots.id, value: botCredentials.value })
    .from(bots)
    .innerJoin(botCredentials, and(eq(botCredentials.workspaceId, bots.workspaceId), eq(botCredentials.botId, bots.id)))
    .where(and(eq(bots.webhookPath, path), eq(botCredentials.purpose, purpose)));
  if (!row) return null;
  return vault.open(row.value, { workspaceId: row.workspaceId, purpose, row: row.botId, column: 'value' });
}
