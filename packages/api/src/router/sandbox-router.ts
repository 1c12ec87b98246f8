import { blockSandboxBot } from '@dovecote/services/sandbox/block-sandbox-bot';
import { createSandboxBot } from '@dovecote/services/sandbox/create-sandbox-bot';
import { listSandboxChat } from '@dovecote/services/sandbox/list-sandbox-chat';
import { pressSandboxButton } from '@dovecote/services/sandbox/press-sandbox-button';
import {
  blockBotSchema,
  createSandboxBotSchema,
  pressButtonSchema,
  readChatSchema,
  sendMessageSchema,
  votePollSchema,
} from '@dovecote/services/sandbox/sandbox-schemas';
import { sendSandboxMessage } from '@dovecote/services/sandbox/send-sandbox-message';
import { voteInSandboxPoll } from '@dovecote/services/sandbox/vote-in-sandbox-poll';
import { procedure, t } from './trpc';

export const sandboxRouter = t.router({
  createBot: procedure('sandbox.use')
    .input(createSandboxBotSchema)
    .mutation(async ({ ctx, input }) => await createSandboxBot(ctx.service, input)),
  messages: procedure('bots.read')
    .input(readChatSchema)
    .query(async ({ ctx, input }) => await listSandboxChat(ctx.service, input)),
  send: procedure('sandbox.use')
    .input(sendMessageSchema)
    .mutation(async ({ ctx, input }) => await sendSandboxMessage(ctx.service, input)),
  press: procedure('sandbox.use')
    .input(pressButtonSchema)
    .mutation(async ({ ctx, input }) => await pressSandboxButton(ctx.service, input)),
  vote: procedure('sandbox.use')
    .input(votePollSchema)
    .mutation(async ({ ctx, input }) => await voteInSandboxPoll(ctx.service, input)),
  block: procedure('sandbox.use')
    .input(blockBotSchema)
    .mutation(async ({ ctx, input }) => await blockSandboxBot(ctx.service, input)),
});
