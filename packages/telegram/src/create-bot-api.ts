import { Api } from 'grammy';
import { type BotApiSettings, telegramTransformer } from './telegram-transformer';

/**
 * A grammY `Api` whose calls always end. It throws grammY's GrammyError for a refusal and NoAnswerError for a call
 * without an answer; `findTelegramFailure` classifies both. No error holds the token.
 */
export function createBotApi(settings: BotApiSettings): Api {
  const { token, apiRoot, transport } = settings;
  const api = new Api(token, { apiRoot, timeoutSeconds: Math.ceil(transport.limits.uploadTimeoutMs / 1000) });
  Object.defineProperty(api, 'token', { value: token, enumerable: false });
  api.config.use(telegramTransformer(settings));
  return api;
}
