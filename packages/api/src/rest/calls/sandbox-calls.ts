import { createSandboxBot } from '@dovecote/services/sandbox/create-sandbox-bot';
import { listSandboxChat } from '@dovecote/services/sandbox/list-sandbox-chat';
import { createSandboxBotSchema, readChatSchema, sendMessageSchema } from '@dovecote/services/sandbox/sandbox-schemas';
import { sendSandboxMessage } from '@dovecote/services/sandbox/send-sandbox-message';
import { z } from '@hono/zod-openapi';
import type { DefineCall } from '../define-call';

const messageSchema = sendMessageSchema.omit({ username: true });
const chatQuerySchema = readChatSchema.omit({ username: true });

export function defineSandboxCalls(define: DefineCall): void {
  const shared = { tag: 'Sandbox' } as const;
  define({
    ...shared,
    method: 'post',
    path: '/sandbox/bots',
    policy: 'sandbox.use',
    summary: 'A new bot on the built-in sandbox; its token is shown here only',
    status: 201,
    body: createSandboxBotSchema,
    answer: z.object({ token: z.string(), username: z.string(), telegramId: z.string(), apiRoot: z.string() }),
    handle: async ({ ctx, body }) => await createSandboxBot(ctx, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/sandbox/chats/{username}/messages',
    policy: 'sandbox.use',
    summary: 'A simulated person writes to a sandbox bot',
    body: messageSchema,
    answer: z.object({ messageId: z.number() }),
    handle: async ({ ctx, params, body }) => await sendSandboxMessage(ctx, { ...body, username: params.username }),
  });
  define({
    ...shared,
    method: 'get',
    path: '/sandbox/chats/{username}/messages',
    policy: 'bots.read',
    summary: 'The chat of a simulated person with a sandbox bot, oldest message first',
    query: chatQuerySchema,
    handle: async ({ ctx, params, query }) => {
      const chat = await listSandboxChat(ctx, { ...query, username: params.username });
      return { ...chat, items: chat.messages };
    },
  });
}
