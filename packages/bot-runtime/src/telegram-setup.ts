import { createHash } from 'node:crypto';
import { createTranslator } from '@dovecote/modules/kit/create-translator';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { TelegramFailure, TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Transport } from '@dovecote/telegram/transport';
import type { BotRecord } from './bot-record';

/** Telegram's connections to our webhook for one bot. */
const webhookConnectionsMax = 40;

function call(
  transport: Transport,
  record: BotRecord,
  method: string,
  payload: object,
  signal?: AbortSignal,
): Promise<TelegramResult> {
  const { apiRoot } = record;
  return record.token.use((token) => callTelegram({ transport, apiRoot, token, method, payload, signal }));
}

/** The kinds of update the bot's modules want, for `allowed_updates`. */
export function allowedUpdates(modules: readonly EnabledModule[]): string[] {
  return [...new Set(modules.flatMap((enabled) => enabled.module.definition.updates))].sort();
}

export function webhookUrl(publicUrl: string, record: BotRecord): string {
  return `${publicUrl.replace(/\/$/, '')}/tg/${record.webhookPath}`;
}

/** Its opaque path is the bot's alone, whatever public address it was set under. */
export function isOwnWebhook(record: BotRecord, url: string): boolean {
  return url.endsWith(`/tg/${record.webhookPath}`);
}

/** What a bot's row says of a webhook that is set: where to, and for which kinds of update. */
export function webhookMark(url: string, kinds: readonly string[]): string {
  return `${url}#${kinds.join('+')}`;
}

/** What it says while a webhook is being taken down: the next start must not take it for set. */
export const leavingMark = 'leaving';

/** Points Telegram at our webhook; what is pending stays pending. */
export function setWebhook(
  transport: Transport,
  record: BotRecord,
  modules: readonly EnabledModule[],
  url: string,
  signal: AbortSignal,
): Promise<TelegramResult> {
  return record.webhookSecret.use((secret) => {
    const payload = {
      url,
      secret_token: secret,
      max_connections: webhookConnectionsMax,
      allowed_updates: allowedUpdates(modules),
    };
    return call(transport, record, 'setWebhook', payload, signal);
  });
}

/** Ends webhook delivery; what is pending stays at Telegram. */
export function deleteWebhook(transport: Transport, record: BotRecord, signal?: AbortSignal): Promise<TelegramResult> {
  return call(transport, record, 'deleteWebhook', { drop_pending_updates: false }, signal);
}

interface CommandMenu {
  scope: 'all_private_chats' | 'all_group_chats';
  languageCode: string | null;
  commands: { command: string; description: string }[];
}

/** The command menus of the bot's modules and its owner's own commands, by scope and language. */
function commandMenus(modules: readonly EnabledModule[]): CommandMenu[] {
  const menus: CommandMenu[] = [];
  for (const scope of ['all_private_chats', 'all_group_chats'] as const) {
    for (const languageCode of [null, 'ru']) {
      menus.push({ scope, languageCode, commands: menuCommands(modules, scope, languageCode ?? 'en').slice(0, 100) });
    }
  }
  return menus;
}

function menuCommands(modules: readonly EnabledModule[], scope: CommandMenu['scope'], language: string) {
  const excluded = scope === 'all_private_chats' ? 'group' : 'private';
  const builtIn = modules.flatMap(({ module }) => {
    const t = createTranslator(module.catalogues, language, 'en');
    return module.definition.commands
      .filter((command) => command.scope !== excluded)
      .map((command) => ({ command: command.name, description: t(command.descriptionKey) }));
  });
  const all = [...builtIn, ...ownCommands(modules)];
  return all.filter((one, index) => all.findIndex((other) => other.command === one.command) === index);
}

function ownCommands(modules: readonly EnabledModule[]): { command: string; description: string }[] {
  const own: unknown = modules.find((one) => one.module.definition.id === 'core')?.settings.commands;
  if (!Array.isArray(own)) return [];
  return own.map((one: { name: string; description: string }) => ({ command: one.name, description: one.description }));
}

export function digestOfMenus(modules: readonly EnabledModule[]): string {
  return createHash('sha256')
    .update(JSON.stringify(commandMenus(modules)))
    .digest('hex')
    .slice(0, 32);
}

/** Sets every menu; what Telegram said of the first one it did not take, else null. */
export async function setCommandMenus(
  transport: Transport,
  record: BotRecord,
  modules: readonly EnabledModule[],
  signal: AbortSignal,
): Promise<Exclude<TelegramResult, { kind: 'ok' }> | null> {
  for (const menu of commandMenus(modules)) {
    const payload = {
      commands: menu.commands,
      scope: { type: menu.scope },
      ...(menu.languageCode === null ? {} : { language_code: menu.languageCode }),
    };
    const result = await call(transport, record, 'setMyCommands', payload, signal);
    if (result.kind !== 'ok') return result;
  }
  return null;
}

export type WebhookReading =
  | {
      kind: 'url';
      url: string;
      /** Updates Telegram still keeps for us. */
      pending: number;
      /** Why its last delivery failed, and when; null if none did. */
      lastError: { message: string; at: Date } | null;
    }
  | { kind: 'unauthorized'; failure: TelegramFailure }
  | { kind: 'unknown'; failure: TelegramFailure };

interface WebhookInfo {
  url?: string;
  pending_update_count?: number;
  last_error_date?: number;
  last_error_message?: string;
}

/**
 * Where Telegram delivers the bot's updates now, and how that goes; an empty address means nowhere.
 * @see https://core.telegram.org/bots/api#webhookinfo
 */
export async function readWebhook(
  transport: Transport,
  record: BotRecord,
  signal?: AbortSignal,
): Promise<WebhookReading> {
  const result = await call(transport, record, 'getWebhookInfo', {}, signal);
  if (result.kind === 'unauthorized') return { kind: 'unauthorized', failure: result };
  if (result.kind !== 'ok') return { kind: 'unknown', failure: result };
  const info = (result.result ?? {}) as WebhookInfo;
  const at = info.last_error_date === undefined ? null : new Date(info.last_error_date * 1000);
  return {
    kind: 'url',
    url: info.url ?? '',
    pending: info.pending_update_count ?? 0,
    lastError: at ? { message: info.last_error_message ?? 'no reason given', at } : null,
  };
}

/** The host of an address: the rest of a foreign webhook's address may hold its secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unknown address';
}
