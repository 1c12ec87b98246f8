import {
  createBotSchema,
  renameBotSchema,
  rotateTokenSchema,
  statsSchema,
  verifyBotSchema,
} from '@dovecote/services/bots/bot-schemas';
import { botViewSchema } from '@dovecote/services/bots/bot-view';
import { createBot } from '@dovecote/services/bots/create-bot';
import { deleteBot } from '@dovecote/services/bots/delete-bot';
import { getBot } from '@dovecote/services/bots/get-bot';
import { getBotStats } from '@dovecote/services/bots/get-bot-stats';
import { botWebhookSchema, getBotWebhook } from '@dovecote/services/bots/get-bot-webhook';
import { listBots } from '@dovecote/services/bots/list-bots';
import { renameBot } from '@dovecote/services/bots/rename-bot';
import { repairWebhook } from '@dovecote/services/bots/repair-webhook';
import { rotateBotToken } from '@dovecote/services/bots/rotate-bot-token';
import { setBotLimits, setLimitsSchema } from '@dovecote/services/bots/set-bot-limits';
import { startBot } from '@dovecote/services/bots/start-bot';
import { stopBot } from '@dovecote/services/bots/stop-bot';
import { verifyBot } from '@dovecote/services/bots/verify-bot';
import { listBotModules } from '@dovecote/services/modules/list-bot-modules';
import { moduleViewSchema } from '@dovecote/services/modules/module-view';
import { saveModule, saveModuleSchema } from '@dovecote/services/modules/save-module';
import { pageSchema } from '@dovecote/services/pages';
import { z } from '@hono/zod-openapi';
import type { DefineCall } from '../define-call';
import { cutPage, pageOf } from '../page-of';
import { defineJournalCalls } from './journal-calls';

const botSchema = botViewSchema.meta({ id: 'Bot' });

export function defineBotCalls(define: DefineCall): void {
  const shared = { tag: 'Bots', answer: botSchema } as const;
  define({
    ...shared,
    method: 'post',
    path: '/bots',
    policy: 'bots.create',
    summary: 'Take in a bot by its token',
    status: 201,
    body: createBotSchema,
    handle: async ({ ctx, body }) => await createBot(ctx, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots',
    policy: 'bots.read',
    summary: 'The bots of the workspace',
    query: pageSchema,
    answer: pageOf(botSchema),
    handle: async ({ ctx, query }) => await listBots(ctx, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}',
    policy: 'bots.read',
    summary: 'One bot',
    handle: async ({ ctx, params }) => await getBot(ctx, params.id),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/bots/{id}',
    policy: 'bots.rename',
    summary: 'Rename a bot',
    body: renameBotSchema,
    handle: async ({ ctx, params, body }) => await renameBot(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}',
    policy: 'bots.remove',
    summary: 'Remove a bot; its webhook is deleted and its secrets destroyed',
    status: 204,
    handle: async ({ ctx, params }) => await deleteBot(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/verify',
    policy: 'bots.operate',
    summary: 'What Telegram says of the bot now, and a test message if asked',
    body: verifyBotSchema,
    answer: undefined,
    handle: async ({ ctx, params, body }) => await verifyBot(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/start',
    policy: 'bots.operate',
    summary: 'Ask for the bot to run',
    handle: async ({ ctx, params }) => await startBot(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/stop',
    policy: 'bots.operate',
    summary: 'Ask for the bot to rest',
    handle: async ({ ctx, params }) => await stopBot(ctx, params.id),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/bots/{id}/limits',
    policy: 'bots.setLimits',
    summary: 'Updates started per second and handlers in flight, within the plan',
    body: setLimitsSchema,
    handle: async ({ ctx, params, body }) => await setBotLimits(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/rotate-token',
    policy: 'bots.rotateToken',
    summary: 'Replace the token by a newer one of the same bot',
    body: rotateTokenSchema,
    handle: async ({ ctx, params, body }) => await rotateBotToken(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/stats',
    policy: 'bots.read',
    summary: 'What the bot did over a range',
    query: statsSchema,
    answer: undefined,
    handle: async ({ ctx, params, query }) => await getBotStats(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/webhook',
    policy: 'bots.operate',
    summary: 'What Telegram says of the delivery now: where to, what waits there, its last error',
    answer: z.object({ webhook: botWebhookSchema.nullable() }),
    handle: async ({ ctx, params }) => ({ webhook: await getBotWebhook(ctx, params.id) }),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/webhook/repair',
    policy: 'bots.operate',
    summary: 'Bring the delivery back here: set our webhook anew, or remove a foreign one where the bot polls',
    handle: async ({ ctx, params }) => await repairWebhook(ctx, params.id),
  });
  defineModuleCalls(define);
  defineJournalCalls(define);
}

function defineModuleCalls(define: DefineCall): void {
  const shared = { tag: 'Modules' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/modules',
    policy: 'bots.read',
    summary: 'Every module, as this bot has it',
    query: pageSchema,
    answer: pageOf(moduleViewSchema),
    handle: async ({ ctx, params, query }) => cutPage(await listBotModules(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'put',
    path: '/bots/{id}/modules/{moduleId}',
    policy: 'modules.save',
    summary: 'Publish a module and its settings',
    body: saveModuleSchema,
    answer: moduleViewSchema,
    handle: async ({ ctx, params, body }) => await saveModule(ctx, params.id, params.moduleId, body),
  });
}
