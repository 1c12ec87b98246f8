import { createHmac } from 'node:crypto';
import type { Db } from '@dovecote/db/client';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { AppError } from '@dovecote/errors/app-error';
import type { Secret } from '@dovecote/vault/secret';
import type { Vault } from '@dovecote/vault/vault';
import { and, eq, inArray } from 'drizzle-orm';
import type { BotRecord } from './bot-record';

export interface BotRecordSource {
  db: Db;
  vault: Vault;
}

/** Reads a bot with its secrets; null if it is gone. */
export async function loadBotRecord(source: BotRecordSource, botId: string): Promise<BotRecord | null> {
  const { db, vault } = source;
  const [found] = await db
    .select({ row: bots, weight: plans.weight })
    .from(bots)
    .innerJoin(workspaces, eq(workspaces.id, bots.workspaceId))
    .innerJoin(plans, eq(plans.id, workspaces.planId))
    .where(eq(bots.id, botId));
  if (!found) return null;
  const { row, weight } = found;
  const workspaceId = proveWorkspace(row.workspaceId);
  const ofBot = and(eq(botCredentials.workspaceId, workspaceId), eq(botCredentials.botId, botId));
  const [credentials, bodies, calls] = await Promise.all([
    db
      .select()
      .from(botCredentials)
      .where(and(ofBot, inArray(botCredentials.purpose, ['bot_token', 'webhook_secret']))),
    vault.sealer(workspaceId, 'update_body'),
    vault.sealer(workspaceId, 'outbox'),
  ]);
  const open = async (purpose: 'bot_token' | 'webhook_secret'): Promise<Secret> => {
    const found = credentials.find((credential) => credential.purpose === purpose);
    if (!found) throw new AppError('INTERNAL', `The bot has no ${purpose} on record. Rotate its token.`);
    return vault.open(found.value, { workspaceId, purpose, row: botId, column: 'value' });
  };
  const [token, webhookSecret] = await Promise.all([open('bot_token'), open('webhook_secret')]);
  return {
    workspaceId,
    id: row.id,
    revision: row.revision,
    telegramId: row.telegramId,
    apiRoot: row.apiRoot,
    username: row.username,
    name: row.name,
    transport: row.transport,
    webhookPath: row.webhookPath,
    webhookSetUrl: row.webhookSetUrl,
    menuDigest: row.menuDigest,
    isWanted: row.desiredState === 'running' && row.suspendedAt === null && row.status !== 'token_revoked',
    isRevoked: row.status === 'token_revoked',
    requestsPerSecond: row.requestsPerSecond,
    maxConcurrent: row.maxConcurrent,
    weight,
    token,
    webhookSecret,
    callbackKey: webhookSecret.use((secret) =>
      createHmac('sha256', secret).update('callback-data').digest('base64url'),
    ),
    bodies,
    calls,
  };
}
