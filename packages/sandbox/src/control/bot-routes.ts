import { AppError } from '@dovecote/errors/app-error';
import { faultKinds } from '../fault-rules';
import { endPoll } from '../methods/get-updates';
import { getWebhookInfo } from '../methods/webhooks';
import { Params } from '../params';
import { type ControlHandler, getBotById } from './control-context';

export const createBot: ControlHandler = async ({ registry, input }) => {
  const username = input.optionalText('username', 32);
  if (username !== undefined && !/^[a-z][a-z0-9_]{1,28}bot$/i.test(username)) {
    throw new AppError('VALIDATION_FAILED', 'A username has 5 to 32 letters, digits or underscores and ends in bot.', {
      fields: { username: 'must have 5 to 32 letters, digits or underscores and end in bot' },
    });
  }
  const name = input.optionalText('name', 64);
  return { status: 201, body: await registry.createBot({ workspaceId: input.text('workspaceId'), username, name }) };
};

export const deleteBot: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  endPoll(bot, 'the removal of the bot');
  await ctx.registry.removeBot(bot);
  return { status: 204 };
};

export const renewToken: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  return { status: 200, body: { token: await ctx.registry.renewToken(bot) } };
};

export const getWebhook: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  const info = await getWebhookInfo({ bot, params: new Params({}), signal: ctx.signal });
  return { status: 200, body: { webhook: info } };
};

export const setFaults: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  const rules = ctx.input.list('rules', 100).map((rule) => ({
    method: rule.text('method', 64),
    kind: rule.oneOf('kind', faultKinds),
    count: rule.number('count', { min: 0, max: 1_000_000, fallback: 1 }),
    retryAfter: rule.has('retryAfter') ? rule.number('retryAfter', { min: 0, max: 86_400 }) : undefined,
  }));
  bot.faults.replace(rules);
  return { status: 200, body: { rules } };
};

export const listCalls: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  const after = ctx.input.number('after', { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: 0 });
  return { status: 200, body: { calls: bot.calls.list(after) } };
};

export const getControlFile: ControlHandler = async (ctx) => {
  const bot = await getBotById(ctx);
  const file = await bot.context.store.findFile(bot.identity.telegramId, ctx.path[1] ?? '');
  if (file === null) throw new AppError('NOT_FOUND', 'There is no such file.');
  return { status: 200, file };
};
