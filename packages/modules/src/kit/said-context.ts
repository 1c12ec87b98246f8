import { createHmac } from 'node:crypto';
import type { Update } from 'grammy/types';
import { encodeCallbackData } from './callback-data';
import { type OpenSealed, readContactExports } from './contact-export';
import { createTranslator } from './create-translator';
import { dialogueEnd, dialogueSet } from './dialogue-writes';
import type { EnabledModule } from './enabled-module';
import { jobPlace } from './job-place';
import { type JobRow, jobSet } from './job-writes';
import { liveEvent } from './live-event-writes';
import type {
  BotView,
  ContactView,
  Dialogue,
  ModuleContext,
  ModuleView,
  Reader,
  ReplyOptions,
  TextSealer,
  Translate,
  WorkRequest,
} from './module-context';
import { readUpdate } from './read-update';
import { editCalls, type ReplyTarget, replyCalls } from './reply-calls';
import type { SaidCall, SendPolicy, TelegramMethod, TelegramPayload } from './said-call';
import { inDirectMessages, inTopic, topicOf } from './topic-of';
import { type SaidWrite, sayWrite, type WriteStatement } from './write-statement';

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
  /** Those switched off, under the settings they had. */
  readOff: () => Promise<readonly EnabledModule[]>;
  bot: BotView;
  contact: ContactView;
  dialogue: Dialogue | null;
  reader: Reader;
  callbackKey: string;
  clock: () => Date;
  receivedAt: Date;
  text: string;
  sayings: Sayings;
}

/** The context of one module for one update: everything it is told to do is only noted down. */
export class SaidContext implements ModuleContext {
  constructor(private readonly input: SaidContextInput) {}

  get update() {
    return this.input.update;
  }
  get message() {
    return readUpdate(this.input.update).message;
  }
  get from() {
    return readUpdate(this.input.update).from;
  }
  get text() {
    return this.input.text;
  }
  get bot() {
    return this.input.bot;
  }
  get contact() {
    return this.input.contact;
  }
  get settings() {
    return this.input.enabled.settings;
  }
  get dialogue() {
    const { dialogue } = this.input;
    return dialogue?.moduleId === this.#moduleId ? dialogue : null;
  }
  get isDialogueOpen() {
    return this.input.dialogue !== null;
  }
  get reader() {
    return this.input.reader;
  }
  get sealer(): TextSealer {
    const { sealer } = this.input.enabled;
    return {
      seal: (text, at) => sealer.seal(text, at),
      open: (sealed, at) => sealer.open(sealed, at).use((text) => text),
    };
  }
  get locales() {
    return Object.keys(this.input.enabled.module.catalogues);
  }
  get modules() {
    return this.#viewsOf(this.input.all);
  }

  async everyModule() {
    return this.#viewsOf([...this.input.all, ...(await this.input.readOff())]);
  }

  clock(): Date {
    return this.input.clock();
  }

  get receivedAt(): Date {
    return this.input.receivedAt;
  }

  random(): number {
    return Math.random();
  }

  t(key: string, values?: Record<string, string | number>): string {
    return this.translateIn(this.input.contact.language)(key, values);
  }

  translateIn(language: string): Translate {
    return this.#translatorOf(this.input.enabled, language);
  }

  settingsOf(moduleId: string): Record<string, unknown> | undefined {
    return this.input.all.find((one) => one.module.definition.id === moduleId)?.settings;
  }

  reply(text: string, options: ReplyOptions = {}): void {
    this.#say(replyCalls(this.#replyTarget, text, options), options.ref);
  }

  replyFile({ fileName, text, caption }: { fileName: string; text: string; caption: string }): void {
    const { chatId } = this.#replyTarget;
    const topic = { ...inTopic(topicOf(this.message)), ...inDirectMessages(this.message) };
    const payload = { chat_id: Number(chatId), ...topic, document: { fileName, text }, caption };
    this.#say([{ method: 'sendDocument', payload, chatId, policy: 'never_lost' }], undefined);
  }

  edit(text: string, options: Pick<ReplyOptions, 'buttons' | 'entities'> = {}): void {
    this.input.sayings.calls.push(...editCalls(this.#replyTarget, text, options));
  }

  answerCallback(text?: string): void {
    const { update, sayings } = this.input;
    const id = update.callback_query?.id;
    const isAnswered = sayings.calls.some((call) => call.method === 'answerCallbackQuery');
    if (id === undefined || isAnswered) return;
    // The spinner ends before anything else is sent.
    sayings.calls.unshift({
      method: 'answerCallbackQuery',
      payload: { callback_query_id: id, ...(text === undefined ? {} : { text }) },
      chatId: null,
      // A spinner that is ended twice has ended.
      policy: 'never_lost',
      isFireAndForget: true,
    });
  }

  send<Method extends TelegramMethod>(
    method: Method,
    payload: TelegramPayload<Method>,
    options?: { policy?: SendPolicy; isFireAndForget?: boolean; ref?: string },
  ): void {
    const fields = payload as Record<string, unknown>;
    const chatId = fields.chat_id == null ? null : String(fields.chat_id);
    const { policy = 'never_lost', isFireAndForget, ref } = options ?? {};
    this.#say([{ method, payload: fields, chatId, policy, isFireAndForget }], ref);
  }

  write<Row extends object>(statement: WriteStatement<Row>, row: Row): void {
    this.input.sayings.writes.push(sayWrite(statement, row));
  }

  setDialogue(state: Record<string, unknown> | null): void {
    const { sayings, lane, dialogue } = this.input;
    sayings.writes = sayings.writes.filter((write) => !write.statement.id.startsWith('dialogues.'));
    if (state) sayings.writes.push(sayWrite(dialogueSet, { lane, module_id: this.#moduleId, state }));
    else if (dialogue) sayings.writes.push(sayWrite(dialogueEnd, { lane }));
  }

  schedule(job: string, request: WorkRequest & { runAt: Date }): void {
    this.#setJob(job, request, { isTask: false, runAt: request.runAt.toISOString() });
  }

  unschedule(job: string, key?: string): void {
    this.#setJob(job, key === undefined ? {} : { key }, { isTask: false, runAt: 'infinity' });
  }

  enqueue(task: string, request: WorkRequest): void {
    this.#setJob(task, request, { isTask: true, runAt: this.clock().toISOString() });
  }

  emit(event: string, data: Record<string, string | number | boolean | null>): void {
    this.write(liveEvent, { event, data, at: this.clock().toISOString() });
  }

  markOf(text: string): string {
    const { callbackKey } = this.input;
    return createHmac('sha256', callbackKey).update(`mark/${this.#moduleId}/${text}`).digest('base64url');
  }

  callbackData(action: string, argument = ''): string {
    return encodeCallbackData(this.input.callbackKey, { moduleId: this.#moduleId, action, argument });
  }

  /** The last call carries the name. */
  #say(calls: readonly SaidCall[], ref: string | undefined): void {
    const last = calls.at(-1);
    if (last && ref !== undefined) last.ref = `${this.#moduleId}/${ref}`;
    this.input.sayings.calls.push(...calls);
  }

  #setJob(
    job: string,
    { key = '', chatId, payload }: WorkRequest,
    { isTask, runAt }: { isTask: boolean; runAt: string },
  ): void {
    const { sayings, bot } = this.input;
    const moduleId = this.#moduleId;
    const isSame = ({ statement, row }: SaidWrite) =>
      statement.id === jobSet.id && row.module_id === moduleId && row.job === job && row.key === key;
    sayings.writes = sayings.writes.filter((write) => !isSame(write));
    const row: JobRow = {
      module_id: moduleId,
      job,
      key,
      is_task: isTask,
      chat_id: chatId === undefined ? this.#chatId : chatId,
      payload:
        payload === undefined ? null : this.sealer.seal(JSON.stringify(payload), jobPlace(bot.id, moduleId, job, key)),
      run_at: runAt,
    };
    this.write(jobSet, row);
  }

  get #moduleId(): string {
    return this.input.enabled.module.definition.id;
  }

  /** Null for what belongs to the bot as a whole. */
  get #chatId(): string | null {
    const { chat, from } = readUpdate(this.input.update);
    return chat || from ? this.input.contact.chatId : null;
  }

  get #replyTarget(): ReplyTarget {
    const { update, contact } = this.input;
    if (this.#chatId === null) throw new Error('Work of the bot as a whole has no chat to answer in.');
    return { update, chatId: contact.chatId, isGroup: contact.kind !== 'private' };
  }

  #viewsOf(modules: readonly EnabledModule[]): ModuleView[] {
    const { contact, enabled } = this.input;
    const sealerOf = (moduleId: string) =>
      (modules.find((one) => one.module.definition.id === moduleId) ?? enabled).sealer;
    const open: OpenSealed = (moduleId, sealed, place) =>
      sealerOf(moduleId)
        .open(sealed, place)
        .use((text) => text);
    return modules.map((one) => ({
      definition: one.module.definition,
      erasers: one.module.erasers,
      tellErased: async () =>
        void (await one.module.handlers.erased?.(new SaidContext({ ...this.input, enabled: one }))),
      readExport: () => readContactExports(this.reader, one.module.exports, contact.chatId, open),
      t: this.#translatorOf(one, contact.language),
    }));
  }

  #translatorOf({ module }: EnabledModule, language: string): Translate {
    const fallback = String(this.settingsOf('core')?.defaultLanguage ?? 'en');
    return createTranslator(module.catalogues, language, fallback);
  }
}
