import type { Update } from 'grammy/types';
import { encodeCallbackData } from './callback-data';
import { createTranslator } from './create-translator';
import { dialogueEnd, dialogueSet } from './dialogue-writes';
import type { EnabledModule } from './enabled-module';
import type { BotView, ContactView, Dialogue, ModuleContext, Reader } from './module-context';
import { readUpdate } from './read-update';
import { editCalls, replyCalls } from './reply-calls';
import type { SaidCall } from './said-call';
import { type SaidWrite, sayWrite } from './write-statement';

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
  const translatorOf = ({ module }: EnabledModule, language: string) =>
    createTranslator(module.catalogues, language, defaultLanguage);
  const replyTo = { update, chatId: contact.chatId, isGroup: contact.kind !== 'private' };

  return {
    update,
    message,
    from,
    text: input.text,
    bot: input.bot,
    contact,
    settings: enabled.settings,
    dialogue: input.dialogue?.moduleId === moduleId ? input.dialogue : null,
    isDialogueOpen: input.dialogue !== null,
    reader: input.reader,
    sealer: {
      seal: (text, at) => enabled.sealer.seal(text, at),
      open: (sealed, at) => enabled.sealer.open(sealed, at).use((text) => text),
    },
    locales: Object.keys(enabled.module.catalogues),
    clock: input.clock,
    random: Math.random,
    t: translatorOf(enabled, contact.language),
    translateIn: (language) => translatorOf(enabled, language),
    settingsOf: (id) => input.all.find((one) => one.module.definition.id === id)?.settings,
    modules: input.all.map((one) => ({
      definition: one.module.definition,
      erasers: one.module.erasers,
      t: translatorOf(one, contact.language),
    })),
    reply: (text, options = {}) => void sayings.calls.push(...replyCalls(replyTo, text, options)),
    edit: (text, options = {}) => void sayings.calls.push(...editCalls(replyTo, text, options)),
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
        isFireAndForget: true,
      });
    },
    send(method, payload, options) {
      const fields = payload as Record<string, unknown>;
      const chatId = fields.chat_id == null ? null : String(fields.chat_id);
      const { policy = 'never_lost', isFireAndForget } = options ?? {};
      sayings.calls.push({ method, payload: fields, chatId, policy, isFireAndForget });
    },
    write: (statement, row) => void sayings.writes.push(sayWrite(statement, row)),
    setDialogue(state) {
      sayings.writes = sayings.writes.filter((write) => !write.statement.id.startsWith('dialogues.'));
      if (state) sayings.writes.push(sayWrite(dialogueSet, { lane: input.lane, module_id: moduleId, state }));
      else if (input.dialogue) sayings.writes.push(sayWrite(dialogueEnd, { lane: input.lane }));
    },
    callbackData: (action, argument = '') => encodeCallbackData(input.callbackKey, { moduleId, action, argument }),
  };
}
