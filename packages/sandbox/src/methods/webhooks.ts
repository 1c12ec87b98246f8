import { checkWebhookUrl } from '../delivery/webhook-address';
import { badRequest } from '../refusal';
import { endPoll, readAllowedUpdates } from './get-updates';
import { DescribedResult, type Method } from './method-context';

/** @see https://core.telegram.org/bots/api#setwebhook */
export const setWebhook: Method = (ctx) => {
  const { bot, params } = ctx;
  const url = params.text('url').trim();
  if (url === '') return deleteWebhook(ctx);
  checkWebhookUrl(url, bot.context.allowLoopbackWebhooks);
  const secretToken = params.text('secret_token');
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  const allowed = readAllowedUpdates(params);
  if (allowed !== undefined) bot.state.allowedUpdates = allowed;
  if (params.flag('drop_pending_updates')) bot.state.pending = [];
  const wanted = params.integer('max_connections', 40);
  const maxConnections = wanted >= 1 && wanted <= 100 ? wanted : 40;
  const before = bot.state.webhook;
  const isSame =
    before?.url === url && (before.secretToken ?? '') === secretToken && before.maxConnections === maxConnections;
  if (!isSame) bot.state.webhook = { url, maxConnections, ...(secretToken && { secretToken }) };
  bot.persistence.markChanged();
  endPoll(bot, 'setWebhook request');
  return new DescribedResult(true, isSame ? 'Webhook is already set' : 'Webhook was set');
};

/** @see https://core.telegram.org/bots/api#deletewebhook */
export const deleteWebhook: Method = ({ bot, params }) => {
  const wasSet = bot.state.webhook !== null;
  bot.state.webhook = null;
  if (params.flag('drop_pending_updates')) bot.state.pending = [];
  bot.persistence.markChanged();
  return new DescribedResult(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
};

/** @see https://core.telegram.org/bots/api#getwebhookinfo */
export const getWebhookInfo: Method = ({ bot }) => {
  const { webhook, pending, allowedUpdates } = bot.state;
  const info = { url: webhook?.url ?? '', has_custom_certificate: false, pending_update_count: pending.length };
  return {
    ...info,
    ...(webhook !== null && { max_connections: webhook.maxConnections }),
    ...(webhook?.lastErrorDate !== undefined && {
      last_error_date: webhook.lastErrorDate,
      last_error_message: webhook.lastErrorMessage,
    }),
    ...(allowedUpdates !== null && { allowed_updates: allowedUpdates }),
  };
};
