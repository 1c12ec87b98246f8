import type { Queryable } from '@dovecote/db/client';
import { proveWorkspace } from '@dovecote/db/tenancy';
import type { Message, Update } from 'grammy/types';
import { runtimeModules } from '../runtime-registry';
import { decodeCallbackData } from './callback-data';
import { type DispatchOutcome, dispatchUpdate } from './dispatch-update';
import type { EnabledModule } from './enabled-module';
import type { ContactView, Dialogue } from './module-context';
import type { RuntimeModule } from './module-handlers';
import { laneOf, readUpdate } from './read-update';
import { SaidContext, type Sayings } from './said-context';

export const callbackKey = 'the bot’s own key';
export const testBot = { id: 'bot_1', telegramId: '4242', username: 'shop_bot', name: 'Shop' };

export interface TalkOptions {
  /** Settings by module id; a module left out runs on its defaults. */
  settings?: Record<string, object>;
  /** Modules that are switched off. */
  off?: readonly string[];
  language?: string;
  contact?: Partial<ContactView>;
  dialogue?: Dialogue | null;
  workspaceId?: string;
  botId?: string;
  /** Where handlers read; without one, a handler that reads fails. */
  db?: Queryable;
  now?: Date;
}

export interface Talk extends Sayings {
  outcome: DispatchOutcome;
}

/** Runs every registered module over one update, as the runtime does, and returns what they said. */
export async function talk(update: Update, options: TalkOptions = {}): Promise<Talk> {
  const sayings: Sayings = { writes: [], calls: [] };
  const isOff = ({ definition }: RuntimeModule) => options.off?.includes(definition.id) ?? false;
  const registered = enabledModules(options.settings ?? {});
  const all = registered.filter(({ module }) => !isOff(module));
  const { chat, from } = readUpdate(update);
  const bot = { ...testBot, id: options.botId ?? testBot.id };
  const data = update.callback_query?.data;
  const chatId = String(chat?.id ?? from?.id);
  const contact: ContactView = {
    chatId,
    firstChatId: chatId,
    kind: chat?.type ?? 'private',
    userId: from ? String(from.id) : null,
    language: options.language ?? 'en',
    hasStopped: false,
    isNew: false,
    ...options.contact,
  };
  const outcome = await dispatchUpdate({
    update,
    modules: all.map(({ module }) => module),
    bot,
    dialogueModuleId: options.dialogue?.moduleId ?? null,
    callback: data === undefined ? null : decodeCallbackData(callbackKey, data),
    contextFor: (module, text) =>
      new SaidContext({
        update,
        lane: laneOf(update),
        enabled: all.find((one) => one.module === module) ?? neverEnabled(),
        all,
        readOff: async () => registered.filter(({ module }) => isOff(module)),
        bot: { ...bot, enabledModuleIds: all.map((one) => one.module.definition.id) },
        contact,
        dialogue: options.dialogue ?? null,
        reader: {
          db: options.db ?? noDatabase(),
          workspaceId: proveWorkspace(options.workspaceId ?? 'ws_1'),
          botId: bot.id,
        },
        callbackKey,
        clock: () => options.now ?? new Date('2026-01-02T03:04:05Z'),
        receivedAt: options.now ?? new Date('2026-01-02T03:04:05Z'),
        text,
        sayings,
      }),
  });
  return { outcome, ...sayings };
}

/** The texts people see, in order. */
export function textsOf(said: Talk): string[] {
  return said.calls
    .filter((call) => call.method !== 'answerCallbackQuery')
    .map(({ payload }) => String(payload.text ?? payload.caption ?? ''));
}

/** Labels and payloads of all inline buttons. */
export function buttonsOf(said: Talk): { text: string; callback_data?: string; url?: string }[] {
  return said.calls.flatMap(({ payload }) => {
    const markup = payload.reply_markup as { inline_keyboard?: { text: string }[][] } | undefined;
    return markup?.inline_keyboard?.flat() ?? [];
  });
}

type ChatKind = 'private' | 'supergroup';
interface Place {
  chat?: ChatKind;
  personId?: number;
  updateId?: number;
}

const person = (id: number) => ({ id, is_bot: false, first_name: 'Ada', language_code: 'en' });
const chatOf = ({ chat = 'private', personId = 1001 }: Place) =>
  chat === 'private'
    ? { id: personId, type: chat, first_name: 'Ada' }
    : { id: -100_000_000 - personId, type: chat, title: 'Group' };

export function messageUpdate(fields: Partial<Message>, place: Place = {}): Update {
  const command = /^\/[\w@]+/.exec(fields.text ?? '');
  const entities = command ? [{ type: 'bot_command', offset: 0, length: command[0].length }] : undefined;
  return {
    update_id: place.updateId ?? 1,
    message: {
      message_id: 5,
      date: 1_767_000_000,
      chat: chatOf(place),
      from: person(place.personId ?? 1001),
      ...(entities ? { entities } : {}),
      ...fields,
    },
  } as Update;
}

export function textUpdate(text: string, place: Place = {}): Update {
  return messageUpdate({ text }, place);
}

/** A press of a button under a message of the bot. */
export function pressUpdate(data: string, place: Place & { message?: Partial<Message> } = {}): Update {
  return {
    update_id: place.updateId ?? 2,
    callback_query: {
      id: 'cb1',
      from: person(place.personId ?? 1001),
      chat_instance: '1',
      data,
      message: { message_id: 6, date: 1_767_000_000, chat: chatOf(place), text: 'a menu', ...place.message },
    },
  } as Update;
}

function enabledModules(settings: Record<string, object>): EnabledModule[] {
  return runtimeModules.map((module) => ({
    module,
    settings: module.definition.settings.parse(settings[module.definition.id] ?? {}),
    sealer: {
      seal: (text, { row, column }) => `sealed|${row}|${column}|${Buffer.from(text).toString('base64')}`,
      open: (sealed, place) => ({ use: (read) => read(openSealed(sealed, place)) }),
    },
  }));
}

/** Opens what the sealer of `talk` sealed. */
export function openSealed(sealed: string, { row, column }: { row: string; column: string }): string {
  const [, sealedRow, sealedColumn, body = ''] = sealed.split('|');
  if (sealedRow !== row || sealedColumn !== column) throw new Error('The envelope belongs elsewhere.');
  return Buffer.from(body, 'base64').toString();
}

function neverEnabled(): never {
  throw new Error('Every registered module is switched on here.');
}

/** A stand-in whose use fails the test. */
function noDatabase(): Queryable {
  return {} as Queryable;
}
