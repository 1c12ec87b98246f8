import { BotPersistence } from './bot-persistence';
import { CallLog } from './call-log';
import { FaultRules } from './fault-rules';
import { badRequest, Refusal } from './refusal';
import type { Clock, SandboxLimits } from './sandbox-limits';
import { SendLimiter } from './send-limiter';
import type { BotState, ChatState, StoredMessage } from './state/bot-state';
import type { SandboxChat, SandboxMessage, SandboxUser } from './state/sandbox-message';
import type { BotIdentity, SandboxStore, StoredBot } from './store/sandbox-store';
import { Waiters } from './waiters';

export interface SandboxContext {
  store: SandboxStore;
  limits: SandboxLimits;
  clock: Clock;
  allowLoopbackWebhooks: boolean;
}

const updatesOnRequestOnly = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** One bot in memory: its state, its chats, and everybody who waits for a change in them. */
export class SandboxBot {
  readonly identity: BotIdentity;
  readonly state: BotState;
  readonly chats: Map<number, ChatState>;
  readonly limiter: SendLimiter;
  readonly persistence: BotPersistence;
  readonly updateWaiters = new Waiters();
  readonly chatWaiters = new Waiters();
  readonly faults = new FaultRules();
  readonly calls = new CallLog();
  /** When each chat's "typing" ends; it is too short-lived to be stored. */
  readonly actions = new Map<number, { action: string; untilMs: number }>();
  /** Ends the long poll under way. */
  endPoll: ((reason: Error) => void) | null = null;
  isRemoved = false;
  /** By `performance.now()`: a bot in use must not be dropped from memory. */
  touchedAtMs = performance.now();

  constructor(
    stored: StoredBot,
    readonly context: SandboxContext,
  ) {
    const { state, chats, ...identity } = stored;
    this.identity = identity;
    this.state = state;
    this.chats = new Map(chats.map((chat) => [chat.chat.id, chat]));
    this.limiter = new SendLimiter(context.limits, context.clock);
    const { telegramId } = identity;
    const name = () => this.user.first_name;
    this.persistence = new BotPersistence(context.store, { telegramId, name, state, chats: this.chats });
  }

  get user(): SandboxUser {
    const { telegramId, username, name } = this.identity;
    return { id: Number(telegramId), is_bot: true, first_name: this.state.profile['name:'] ?? name, username };
  }

  get nowSeconds(): number {
    return Math.floor(this.context.clock.nowMs() / 1000);
  }

  /** @throws Refusal as Telegram does for a chat the bot never met. */
  getChat(chatId: number): ChatState {
    const chat = this.chats.get(chatId);
    if (chat === undefined) throw badRequest('chat not found');
    if (chat.migratedTo !== undefined) {
      const words = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new Refusal(400, words, { migrate_to_chat_id: chat.migratedTo });
    }
    return chat;
  }

  /** The chat with a person; opening one more than fit drops the one unused for longest. */
  openChat(person: SandboxUser): ChatState {
    const chat = this.chats.get(person.id) ?? this.addChat(describeChat(person), person);
    Object.assign(chat, { person, usedAtMs: this.context.clock.nowMs() });
    this.changeChat(chat);
    return chat;
  }

  addChat(chat: SandboxChat, person: SandboxUser | null): ChatState {
    const oldest = [...this.chats.values()].sort((a, b) => a.usedAtMs - b.usedAtMs)[0];
    if (oldest !== undefined && this.chats.size >= this.context.limits.chatsPerBotMax) {
      this.chats.delete(oldest.chat.id);
      this.persistence.markChanged(oldest.chat.id);
    }
    const usedAtMs = this.context.clock.nowMs();
    const nothing = { isBlocked: false, revision: 0, messages: [], callbacks: [], members: [], checkouts: [] };
    const state: ChatState = { chat, person, usedAtMs, ...nothing };
    this.chats.set(chat.id, state);
    return state;
  }

  addMessage(chat: ChatState, content: Partial<SandboxMessage>, from: SandboxUser): StoredMessage {
    const message_id = this.state.nextMessageId++;
    const message = { message_id, from, chat: chat.chat, date: this.nowSeconds, ...content };
    const stored: StoredMessage = { message };
    chat.messages.push(stored);
    if (chat.messages.length > this.context.limits.messagesPerChatMax) chat.messages.shift();
    this.changeChat(chat);
    return stored;
  }

  findMessage(chat: ChatState, messageId: number): StoredMessage | null {
    const stored = chat.messages.find((one) => one.message.message_id === messageId);
    return stored === undefined || stored.isDeleted ? null : stored;
  }

  changeChat(chat: ChatState): void {
    chat.revision += 1;
    this.persistence.markChanged(chat.chat.id);
    this.chatWaiters.wake();
  }

  get isBacklogFull(): boolean {
    return this.state.pending.length >= this.context.limits.pendingUpdatesMax;
  }

  /** Queues an update for the bot, unless it asked not to get this kind. */
  pushUpdate(kind: string, chatId: number, content: object): void {
    const allowed = this.state.allowedUpdates;
    if (allowed === null ? updatesOnRequestOnly.has(kind) : !allowed.includes(kind)) return;
    const update = { update_id: this.state.nextUpdateId++, [kind]: structuredClone(content) };
    this.state.pending.push({ kind, chatId, createdAtMs: this.context.clock.nowMs(), update });
    this.persistence.markChanged();
    this.updateWaiters.wake();
  }
}

/** The chat with a person as messages carry it. */
export function describeChat(person: SandboxUser): SandboxChat {
  const { id, first_name, username } = person;
  return { id, type: 'private', first_name, ...(username !== undefined && { username }) };
}
