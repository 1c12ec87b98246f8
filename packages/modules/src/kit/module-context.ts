import type { Queryable } from '@dovecote/db/client';
import type { ProvenWorkspaceId } from '@dovecote/db/tenancy';
import type {
  InlineKeyboardButton,
  Message,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  Update,
  User,
} from 'grammy/types';
import type { ExportedTable } from './contact-export';
import type { ModuleDefinition } from './definition';
import type { ContactErasers } from './module-handlers';
import type { SendPolicy, TelegramMethod, TelegramPayload } from './said-call';
import type { WriteStatement } from './write-statement';

/** The bot as its modules may know it; never its token. */
export interface BotView {
  id: string;
  telegramId: string;
  username: string;
  name: string;
  /** Names and descriptions of everything switched on, for /help and /privacy. */
  enabledModuleIds: readonly string[];
}

/** The person or chat an update belongs to. */
export interface ContactView {
  chatId: string;
  /** The same, but for a group that became a supergroup: what was counted under the id it had before goes on there. */
  firstChatId: string;
  kind: 'private' | 'group' | 'supergroup' | 'channel';
  userId: string | null;
  /** Saved choice, else Telegram's, else the bot's default, else `en`. */
  language: string;
  hasStopped: boolean;
  isNew: boolean;
}

/** Where a module's store reads: this bot's rows of this workspace, committed state only. */
export interface Reader {
  db: Queryable;
  workspaceId: ProvenWorkspaceId;
  botId: string;
}

/** Seals personal text before it is said as a write; opens what a read brought. */
export interface TextSealer {
  seal(text: string, place: { row: string; column: string }): string;
  open(sealed: string, place: { row: string; column: string }): string;
}

export interface ReplyOptions {
  /** Rows of buttons under the message. */
  buttons?: readonly (readonly InlineKeyboardButton[])[];
  keyboard?:
    | ReplyKeyboardMarkup
    | ReplyKeyboardRemove
    | { force_reply: true; input_field_placeholder?: string; selective?: boolean };
  entities?: TelegramPayload<'sendMessage'>['entities'];
  photo?: string;
  /** The forum topic it belongs to, where the update does not say. */
  threadId?: number | null;
  policy?: SendPolicy;
  /** Keeps the message's id in `sent_messages` under this name of the module's own; of several messages, the last's. */
  ref?: string;
}

/** When and where work is done, and what it needs to know: at rest it is sealed. */
export interface WorkRequest {
  /** One a job: a second of the same key takes the place of the first. */
  key?: string;
  /** Whose lane it goes through; the update's chat if not given, null for the bot's own. */
  chatId?: string | null;
  payload?: object;
}

export interface Dialogue {
  moduleId: string;
  state: Record<string, unknown>;
}

/** A module, as its neighbours may see it. */
export interface ModuleView {
  definition: ModuleDefinition;
  erasers: ContactErasers;
  /** Lets the module say what it has to before the contact is erased. */
  tellErased(): Promise<void>;
  /** What it keeps of the contact, by table. */
  readExport(): Promise<Record<string, ExportedTable>>;
  /** Its texts in the contact's language. */
  t: Translate;
}

export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** All a handler may do: read, decide and say. Nothing here waits for the network or opens a transaction. */
export interface ModuleContext<Settings = unknown> {
  readonly update: Update;
  /** The message the update brought, edited or carried by its callback, if any. */
  readonly message: Message | undefined;
  readonly from: User | undefined;
  /** Text after the command, or the whole text where there is none. */
  readonly text: string;
  readonly bot: BotView;
  readonly contact: ContactView;
  readonly settings: Settings;
  /** What this module waits for from the contact. */
  readonly dialogue: Dialogue | null;
  /** Some module waits for the contact's next message. */
  readonly isDialogueOpen: boolean;
  readonly reader: Reader;
  readonly sealer: TextSealer;
  readonly locales: readonly string[];
  clock(): Date;
  /** When the update came in: however long it waited since, people are timed by this. */
  readonly receivedAt: Date;
  random(): number;
  t: Translate;
  /** Translates with another language than the contact's. */
  translateIn(language: string): Translate;
  /** Settings of any module that is switched on, as validated. */
  settingsOf(moduleId: string): Record<string, unknown> | undefined;
  /** Everything switched on, in the order it is asked. */
  readonly modules: readonly ModuleView[];
  /** Those and whatever is switched off: what it kept before is still there. */
  everyModule(): Promise<readonly ModuleView[]>;

  /** Answers in the update's chat; text over Telegram's 4,096 characters is split. */
  reply(text: string, options?: ReplyOptions): void;
  /** Answers in the update's chat with a text as a file. */
  replyFile(file: { fileName: string; text: string; caption: string }): void;
  /** Edits the message whose button was pressed; answers anew where it cannot be edited. */
  edit(text: string, options?: Pick<ReplyOptions, 'buttons' | 'entities'>): void;
  /** Ends the button's spinner, with a notice if text is given. */
  answerCallback(text?: string): void;
  send<Method extends TelegramMethod>(
    method: Method,
    payload: TelegramPayload<Method>,
    options?: { policy?: SendPolicy; isFireAndForget?: boolean; ref?: string },
  ): void;
  write<Row extends object>(statement: WriteStatement<Row>, row: Row): void;
  /** Waits for the contact's next message in this lane; null ends the dialogue. */
  setDialogue(state: Record<string, unknown> | null): void;
  /** Runs `jobs[job]` of this module once, at its time or soon after. */
  schedule(job: string, request: WorkRequest & { runAt: Date }): void;
  /** Takes back what was asked for under this key, unless it runs already. */
  unschedule(job: string, key?: string): void;
  /** Runs `tasks[task]` outside this update, as soon as there is room; what it brings comes to `jobs[task]`. */
  enqueue(task: string, request: WorkRequest): void;
  /** Tells whoever watches the bot. No names and no texts; `personId` says whose it is. */
  emit(event: string, data: Record<string, string | number | boolean | null>): void;
  /** Stands for a text wherever the text itself must not be kept: only this bot's own key leads from one to the other. */
  markOf(text: string): string;
  /** A signed button payload that comes back to this module's `callbacks[action]`. */
  callbackData(action: string, argument?: string): string;
}
