import { randomBytes } from 'node:crypto';
import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { bots, type CredentialPurpose, credentialPurposes } from '@dovecote/db/schema/bots';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { cutText } from '@dovecote/modules/kit/cut-text';
import { parseBotToken } from '@dovecote/telegram/bot-token';
import type { Sealed } from '@dovecote/vault/sealed';
import { Secret } from '@dovecote/vault/secret';
import { count, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isUniqueViolation } from '../is-unique-violation';
import { notifyBotChanged } from '../live/notify-changes';
import { insertCoreSettings } from '../modules/insert-core-settings';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { tryTelegram } from '../telegram/ask-telegram';
import { chooseTransport } from '../telegram/choose-transport';
import { type BotServer, findBotServer } from '../telegram/find-bot-server';
import { findWebhook } from '../telegram/find-webhook';
import { emitWebhookEvent } from '../webhooks/emit-webhook-event';
import { credentialPlace } from './bot-credentials';
import { createBotSchema } from './bot-schemas';
import type { BotView } from './bot-view';
import { describeOneBot } from './describe-bots';
import { assertWithinPlan, getPlan, type Plan } from './limits';
import { putCredential } from './put-credential';

type CreateBotInput = z.output<typeof createBotSchema>;

/**
 * Takes a bot in: Telegram is asked whose token it is, its secrets are sealed, the essentials are switched on. It does
 * not start yet.
 * @throws AppError `TOKEN_MALFORMED`, `TOKEN_REJECTED`, `TOKEN_IN_USE`, `PLAN_LIMIT`, `TELEGRAM_UNAVAILABLE`.
 */
export async function createBot(ctx: ServiceContext, input: z.input<typeof createBotSchema>): Promise<BotView> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.create');
  const parsed = parseInput(createBotSchema, input);
  const { token, telegramId } = parseBotToken(parsed.token);
  const plan = await getPlan(ctx.db, workspaceId);
  assertWithinPlan(plan, parsed.limits ?? {});
  await assertRoom(ctx.db, workspaceId, plan);
  const secret = new Secret(token, 'bot_token');
  const server = await findBotServer(ctx, secret, telegramId);
  const bot = { workspaceId, id: newId('bot') };
  const sealedCredentials = await sealCredentials(ctx, bot, {
    bot_token: token,
    webhook_secret: randomBytes(32).toString('base64url'),
    former_webhook: await findForeignWebhook(ctx, server, secret),
    telegram_api_id: parsed.telegramApiId,
    telegram_api_hash: parsed.telegramApiHash,
    telegram_phone: parsed.telegramPhone,
    session_string: parsed.sessionString,
  });
  try {
    const view = await ctx.db.transaction(async (tx) => {
      await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('update');
      await assertRoom(tx, workspaceId, plan);
      const [row] = await tx
        .insert(bots)
        .values(describeNewBot(ctx, bot, server, parsed, plan))
        .returning();
      if (row === undefined) throw new Error('The insert returned no row.');
      for (const [purpose, value] of sealedCredentials) await putCredential(tx, ctx, bot, purpose, value);
      await insertCoreSettings(tx, ctx, bot);
      const view = await describeOneBot(tx, row);
      await notifyBotChanged(tx, workspaceId, bot.id);
      const { username, name, environment } = row;
      const data = { botId: bot.id, username, name, environment };
      await emitWebhookEvent(tx, ctx, { workspaceId, type: 'bot.created', data });
      await appendAuditEvent(tx, ctx, {
        workspaceId,
        action: 'bot.created',
        targetType: 'bot',
        targetId: bot.id,
        after: { username: row.username, environment: row.environment, transport: row.transport },
      });
      return view;
    });
    if (parsed.pendingUpdates === 'drop') await dropPendingUpdates(ctx, server, secret);
    return view;
  } catch (error) {
    if (!isUniqueViolation(error, 'bots_hosted_once_key')) throw error;
    throw new AppError('TOKEN_IN_USE', 'This bot is already hosted here. A bot can have one home only.', {
      fields: { token: 'is in use' },
    });
  }
}

/** @throws AppError `PLAN_LIMIT` when the workspace has all the bots its plan allows. */
async function assertRoom(db: ServiceContext['db'] | Tx, workspaceId: string, plan: Plan): Promise<void> {
  if (plan.botsMax === null) return;
  const [found] = await db.select({ bots: count() }).from(bots).where(eq(bots.workspaceId, workspaceId));
  if ((found?.bots ?? 0) < plan.botsMax) return;
  throw new AppError(
    'PLAN_LIMIT',
    `The plan ${plan.title} allows ${plan.botsMax} bots. Remove one or change the plan.`,
  );
}

/** Only after the bot is ours: a refused one keeps what waits. Best effort; what could not be dropped is answered. */
async function dropPendingUpdates(ctx: ServiceContext, { apiRoot }: BotServer, token: Secret): Promise<void> {
  await tryTelegram(ctx, { apiRoot, token, method: 'deleteWebhook', payload: { drop_pending_updates: true } });
}

async function findForeignWebhook(ctx: ServiceContext, server: BotServer, token: Secret): Promise<string | undefined> {
  const url = (await findWebhook(ctx, { apiRoot: server.apiRoot, token }))?.url ?? null;
  const { publicUrl } = ctx.settings;
  const isOurs = url !== null && publicUrl !== null && url.startsWith(`${publicUrl}/tg/`);
  return url === null || isOurs ? undefined : url;
}

async function sealCredentials(
  ctx: ServiceContext,
  bot: { workspaceId: string; id: string },
  values: Record<CredentialPurpose, string | undefined>,
): Promise<Map<CredentialPurpose, Sealed>> {
  const sealed = new Map<CredentialPurpose, Sealed>();
  for (const purpose of credentialPurposes) {
    const value = values[purpose];
    if (value !== undefined) sealed.set(purpose, await ctx.vault.seal(value, credentialPlace(bot, purpose)));
  }
  return sealed;
}

function describeNewBot(
  ctx: ServiceContext,
  bot: { workspaceId: string; id: string },
  { apiRoot, environment, me }: BotServer,
  { name, limits }: CreateBotInput,
  plan: Plan,
): typeof bots.$inferInsert {
  const now = ctx.clock();
  return {
    ...bot,
    telegramId: me.telegramId,
    apiRoot,
    environment,
    username: me.username,
    name: name ?? cutText(me.name, 64),
    transport: chooseTransport(ctx.settings, apiRoot),
    requestsPerSecond: limits?.requestsPerSecond ?? plan.requestsPerSecondDefault,
    maxConcurrent: limits?.maxConcurrent ?? plan.maxConcurrentDefault,
    limitsSetBy: limits?.requestsPerSecond === undefined && limits?.maxConcurrent === undefined ? 'plan' : 'owner',
    webhookPath: randomBytes(16).toString('base64url'),
    statusChangedAt: now,
    createdAt: now,
    updatedAt: now,
  };
}
