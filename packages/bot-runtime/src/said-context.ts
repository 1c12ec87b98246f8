import { encodeCallbackData } from '@dovecote/modules/kit/callback-data';
import { createTranslator } from '@dovecote/modules/kit/create-translator';
import { dialogueEnd, dialogueSet } from '@dovecote/modules/kit/dialogue-writes';
import type {
  BotView,
  ContactView,
  Dialogue,
  ModuleContext,
  Reader,
  ReplyOptions,
} from '@dovecote/modules/kit/module-context';
import { readUpdate } from '@dovecote/modules/kit/read-update';
import type { SaidCall } from '@dovecote/modules/kit/said-call';
import { splitText } from '@dovecote/modules/kit/split-text';
import { type SaidWrite, sayWrite } from '@dovecote/modules/kit/write-statement';
import { asSealed } from '@dovecote/vault/sealed';
import type { Update } from 'grammy/types';
import type { EnabledModule } from './bot-record';

/** What the handlers of one update said so far. */
export interface Sayings {
  writes: SaidWrite[];
  calls: SaidCall[];
}

export interface SaidContextInput {
  update: Update;
  lane: string;
  enabled: EnabledModule;
  all: readonly EnabledModule[];
  bot: BotView;
  contact: ContactView;
  dialogue: Dialogue | null;
  reader: Reader;
  callbackKey: string;
  clock: () => Date;
  text: string;
  sayings: Sayings;
}

/** The context of one module for one update: everything it is told to do is only noted down. */
export function createSaidContext(input: SaidContextInput): ModuleContext {
  const { update, enabled, sayings, contact } = input;
  const { message, from } = readUpdate(update);
  const moduleId = enabled.module.definition.id;
  const defaultLanguage = String(
    input.all.find((one) => one.module.definition.id === 'core')?.settings.defaultLanguage ?? 'en',
  );
  const translateIn = (language: string) => createTranslator(enabled.module.catalogues, language, defaultLanguage);
  const say = (method: SaidCall['method'], payload: object, policy: SaidCall['policy'] = 'never_lost') => {
    const chat: unknown = 'chat_id' in payload ? payload.chat_id : null;
    sayings.calls.push({
      method,
      payload: payload as Record<string, unknown>,
      chatId: chat == null ? null : String(chat),
      policy,
    });
  };
  const place = () => replyPlace(input);

  return {
    update,
    message,
    from,
    text: input.text,
    bot: input.bot,
    contact,
    settings: enabled.settings,
    dialogue: input.dialogue,
    reader: input.reader,
    sealer: {
      seal: (text, at) => enabled.sealer.seal(text, at),
      open: (sealed, at) => enabled.sealer.open(asSealed(sealed), at).use((text) => text),
    },
    locales: Object.keys(enabled.module.catalogues),
    clock: input.clock,
    random: Math.random,
    t: translateIn(contact.language),
    translateIn,
    settingsOf: (id) => input.all.find((one) => one.module.definition.id === id)?.settings,
    reply(text, options = {}) {
      const markup = replyMarkup(options);
      if (options.photo !== undefined) {
        say('sendPhoto', { ...place(), photo: options.photo, caption: text, ...markup }, options.policy);
        return;
      }
      const parts = splitText(text);
      parts.forEach((part, index) => {
        const isLast = index === parts.length - 1;
        const entities = parts.length === 1 && options.entities ? { entities: options.entities } : {};
        say('sendMessage', { ...place(), text: part, ...entities, ...(isLast ? markup : {}) }, options.policy);
      });
    },
    edit(text, options = {}) {
      if (update.callback_query?.message === undefined) return this.reply(text, options);
      const { chat, message_id } = update.callback_query.message;
      const entities = options.entities ? { entities: options.entities } : {};
      say('editMessageText', { chat_id: chat.id, message_id, text, ...entities, ...replyMarkup(options) });
    },
    answerCallback(text) {
      const id = update.callback_query?.id;
      const isAnswered = sayings.calls.some((call) => call.method === 'answerCallbackQuery');
      if (id === undefined || isAnswered) return;
      // The spinner ends before anything else is sent.
      sayings.calls.unshift({
        method: 'answerCallbackQuery',
        payload: { callback_query_id: id, ...(text === undefined ? {} : { text }) },
        chatId: null,
        policy: 'never_twice',
      });
    },
    send: (method, payload, options) => say(method, payload as object, options?.policy),
    write: (statement, row) => sayings.writes.push(sayWrite(statement, row)),
    setDialogue(state) {
      sayings.writes = sayings.writes.filter((write) => !write.statement.id.startsWith('dialogues.'));
      if (state) sayings.writes.push(sayWrite(dialogueSet, { lane: input.lane, module_id: moduleId, state }));
      else if (input.dialogue) sayings.writes.push(sayWrite(dialogueEnd, { lane: input.lane }));
    },
    callbackData: (action, argument = '') => encodeCallbackData(input.callbackKey, { moduleId, action, argument }),
  };
}

/** Where an answer belongs: the chat, its topic, and in a group the message it answers. */
function replyPlace({ update, contact }: SaidContextInput): Record<string, unknown> {
  const { message, kind } = readUpdate(update);
  const isGroup = contact.kind === 'group' || contact.kind === 'supergroup';
  return {
    chat_id: Number(contact.chatId),
    ...(message?.is_topic_message && message.message_thread_id !== undefined
      ? { message_thread_id: message.message_thread_id }
      : {}),
    ...(isGroup && kind === 'message' && message
      ? { reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true } }
      : {}),
  };
}

function replyMarkup(options: Pick<ReplyOptions, 'buttons' | 'keyboard'>): Record<string, unknown> {
  if (options.buttons && options.buttons.length > 0) return { reply_markup: { inline_keyboard: options.buttons } };
  return options.keyboard ? { reply_markup: options.keyboard } : {};
}
