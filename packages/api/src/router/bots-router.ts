import {
  createBotSchema,
  renameBotSchema,
  rotateTokenSchema,
  statsSchema,
  verifyBotSchema,
} from '@dovecote/services/bots/bot-schemas';
import { createBot } from '@dovecote/services/bots/create-bot';
import { deleteBot } from '@dovecote/services/bots/delete-bot';
import { exportBot } from '@dovecote/services/bots/export-bot';
import { getBot } from '@dovecote/services/bots/get-bot';
import { balanceSchema, getBotBalance } from '@dovecote/services/bots/get-bot-balance';
import { getBotStats } from '@dovecote/services/bots/get-bot-stats';
import { getBotWebhook } from '@dovecote/services/bots/get-bot-webhook';
import { getUpdateTrace } from '@dovecote/services/bots/get-update-trace';
import { inspectToken, inspectTokenSchema } from '@dovecote/services/bots/inspect-token';
import { limitsSchema } from '@dovecote/services/bots/limits-schema';
import { listAmbiguousCalls } from '@dovecote/services/bots/list-ambiguous-calls';
import { listBotEvents } from '@dovecote/services/bots/list-bot-events';
import { listBots } from '@dovecote/services/bots/list-bots';
import { listOpenLooks } from '@dovecote/services/bots/list-open-looks';
import { listUpdates, listUpdatesSchema } from '@dovecote/services/bots/list-updates';
import { renameBot } from '@dovecote/services/bots/rename-bot';
import { repairWebhook } from '@dovecote/services/bots/repair-webhook';
import { rotateBotToken } from '@dovecote/services/bots/rotate-bot-token';
import { setBotLimits } from '@dovecote/services/bots/set-bot-limits';
import { startBot } from '@dovecote/services/bots/start-bot';
import { stopBot } from '@dovecote/services/bots/stop-bot';
import { verifyBot } from '@dovecote/services/bots/verify-bot';
import { pageSchema } from '@dovecote/services/pages';
import { listQuarantine } from '@dovecote/services/quarantine/list-quarantine';
import { z } from 'zod';
import { deadLettersRouter } from './dead-letters-router';
import { procedure, t } from './trpc';

const botKey = z.strictObject({ id: z.string() });

export const botsRouter = t.router({
  list: procedure.input(pageSchema.optional()).query(async ({ ctx, input }) => await listBots(ctx.service, input)),
  get: procedure.input(botKey).query(async ({ ctx, input }) => await getBot(ctx.service, input.id)),
  create: procedure.input(createBotSchema).mutation(async ({ ctx, input }) => await createBot(ctx.service, input)),
  update: procedure
    .input(botKey.extend(renameBotSchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await renameBot(ctx.service, id, change)),
  remove: procedure.input(botKey).mutation(async ({ ctx, input }) => await deleteBot(ctx.service, input.id)),
  start: procedure.input(botKey).mutation(async ({ ctx, input }) => await startBot(ctx.service, input.id)),
  stop: procedure.input(botKey).mutation(async ({ ctx, input }) => await stopBot(ctx.service, input.id)),
  setLimits: procedure
    .input(botKey.extend(limitsSchema.partial().shape))
    .mutation(async ({ ctx, input: { id, ...limits } }) => await setBotLimits(ctx.service, id, limits)),
  rotateToken: procedure
    .input(botKey.extend(rotateTokenSchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await rotateBotToken(ctx.service, id, change)),
  verify: procedure
    .input(botKey.extend(verifyBotSchema.shape))
    .mutation(async ({ ctx, input: { id, ...test } }) => await verifyBot(ctx.service, id, test)),
  repairWebhook: procedure.input(botKey).mutation(async ({ ctx, input }) => await repairWebhook(ctx.service, input.id)),
  /** It asks Telegram, so a page asks seldom. */
  webhook: procedure.input(botKey).query(async ({ ctx, input }) => await getBotWebhook(ctx.service, input.id)),
  stats: procedure
    .input(botKey.extend(statsSchema.shape))
    .query(async ({ ctx, input: { id, ...range } }) => await getBotStats(ctx.service, id, range)),
  updates: procedure
    .input(botKey.extend(listUpdatesSchema.shape))
    .query(async ({ ctx, input: { id, ...filter } }) => await listUpdates(ctx.service, id, filter)),
  updateTrace: procedure
    .input(botKey.extend({ updateId: z.string() }))
    .query(async ({ ctx, input }) => await getUpdateTrace(ctx.service, input.id, input.updateId)),
  balance: procedure
    .input(botKey.extend(balanceSchema.shape))
    .query(async ({ ctx, input: { id, ...range } }) => await getBotBalance(ctx.service, id, range)),
  deadLetters: deadLettersRouter,
  quarantine: procedure
    .input(botKey.extend(pageSchema.shape))
    .query(async ({ ctx, input: { id, ...page } }) => await listQuarantine(ctx.service, id, page)),
  ambiguousCalls: procedure
    .input(botKey.extend(pageSchema.shape))
    .query(async ({ ctx, input: { id, ...page } }) => await listAmbiguousCalls(ctx.service, id, page)),
  /** What was done to the bot and by whom, a platform admin's looks inside included. */
  events: procedure
    .input(botKey.extend(pageSchema.shape))
    .query(async ({ ctx, input: { id, ...page } }) => await listBotEvents(ctx.service, id, page)),
  /** Platform admins who look inside now. */
  openLooks: procedure.input(botKey).query(async ({ ctx, input }) => await listOpenLooks(ctx.service, input.id)),
  export: procedure.input(botKey).mutation(async ({ ctx, input }) => await exportBot(ctx.service, input.id)),
  /** A mutation, so that the token stands in a body and never in an address. */
  inspectToken: procedure
    .input(inspectTokenSchema)
    .mutation(async ({ ctx, input }) => await inspectToken(ctx.service, input)),
});
