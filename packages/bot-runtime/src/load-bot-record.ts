import { createHmac } from 'node:crypto';
import type { Db } from '@dovecote/db/client';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { AppError } from '@dovecote/errors/app-error';
import type { Sealed } from '@dovecote/vault/sealed';
import type { Secret } from '@dovecote/vault/secret';
import type { Vault } from '@dovecote/vault/vault';
import { and, eq, inArray } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';

export interface BotRecordSource {
  db: Db;
  vault: Vault;
}

type BotRow = typeof bots.$inferSelect;

interface FoundBot {
  row: BotRow;
  plan: Pick<typeof plans.$inferSelect, 'weight' | 'updatesPerMinuteMax'>;
  /** The sealed credentials by their purpose. */
  sealed: Map<string, Sealed>;
}

const botsPerRead = 256;

/** Reads bots with their secrets, many at a time: at the start of a process thousands are asked for at once. */
export class BotRecords {
  readonly #group: GroupRunner<string, FoundBot | null>;

  constructor(private readonly source: BotRecordSource) {
    this.#group = new GroupRunner({
      itemsMax: botsPerRead,
      isItemsFault: (error) => !isPassingFailure(error),
      run: (botIds) => readBots(source.db, botIds),
    });
  }

  /** Null if the bot is gone. */
  async load(botId: string): Promise<BotRecord | null> {
    const found = await this.#group.add(botId);
    return found && openBot(this.source.vault, found);
  }
}

/** Reads one bot with its secrets; null if it is gone. */
export function loadBotRecord(source: BotRecordSource, botId: string): Promise<BotRecord | null> {
  return new BotRecords(source).load(botId);
}

async function readBots(db: Db, botIds: readonly string[]): Promise<(FoundBot | null)[]> {
  const ids = [...new Set(botIds)];
  const [rows, credentials] = await Promise.all([
    db
      .select({ row: bots, plan: { weight: plans.weight, updatesPerMinuteMax: plans.updatesPerMinuteMax } })
      .from(bots)
      .innerJoin(workspaces, eq(workspaces.id, bots.workspaceId))
      .innerJoin(plans, eq(plans.id, workspaces.planId))
      .where(inArray(bots.id, ids)),
    db
      .select({ botId: botCredentials.botId, purpose: botCredentials.purpose, value: botCredentials.value })
      .from(botCredentials)
      .innerJoin(bots, and(eq(bots.workspaceId, botCredentials.workspaceId), eq(bots.id, botCredentials.botId)))
      .where(and(inArray(bots.id, ids), inArray(botCredentials.purpose, ['bot_token', 'webhook_secret']))),
  ]);
  const found = new Map(rows.map(({ row, plan }) => [row.id, { row, plan, sealed: new Map<string, Sealed>() }]));
  for (const { botId, purpose, value } of credentials) found.get(botId)?.sealed.set(purpose, value);
  return botIds.map((botId) => found.get(botId) ?? null);
}

async function openBot(vault: Vault, { row, plan, sealed }: FoundBot): Promise<BotRecord> {
  const workspaceId = proveWorkspace(row.workspaceId);
  const open = async (purpose: 'bot_token' | 'webhook_secret'): Promise<Secret> => {
    const value = sealed.get(purpose);
    if (!value) throw new AppError('INTERNAL', `The bot has no ${purpose} on record. Rotate its token.`);
    return vault.open(value, { workspaceId, purpose, row: row.id, column: 'value' });
  };
  const [token, webhookSecret, bodies, calls] = await Promise.all([
    open('bot_token'),
    open('webhook_secret'),
    vault.sealer(workspaceId, 'update_body'),
    vault.sealer(workspaceId, 'outbox'),
  ]);
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
    weight: plan.weight,
    updatesPerMinute: plan.updatesPerMinuteMax,
    token,
    webhookSecret,
    callbackKey: webhookSecret.use((secret) =>
      createHmac('sha256', secret).update('callback-data').digest('base64url'),
    ),
    bodies,
    calls,
  };
}
