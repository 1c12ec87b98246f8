import { indexIn } from './bench-update';
import { monotonicMs } from './monotonic-ms';
import type { RawCall } from './serve-raw-http';

export interface FakeApiSettings {
  /** How long every call takes. */
  latencyMs: number;
  /** Share of the calls of sendMessage that are refused with 429, at random but the same in every run. */
  floodShare: number;
  /** Bots whose calls of sendMessage never get an answer. */
  silentBots: readonly string[];
  /** Note when each sendMessage arrived. */
  isSendLogged: boolean;
  /** Note where a chat's answers come in another order than its updates. */
  isOrderChecked: boolean;
}

export interface FakeApiProgress {
  /** Calls of sendMessage that were not refused. */
  sent: number;
  /** Updates that were answered at least once. */
  answered: number;
  /** Answers to updates that had one already. */
  repeated: number;
  orderBreaks: number;
  calls: Record<string, number>;
  /** Long polls that wait for updates now. */
  waitingPolls: number;
}

/** One call of sendMessage, in the order of their arrival. */
export interface LoggedSend {
  botId: string;
  chatId: number;
  /** On the machine's monotonic clock. */
  atMs: number;
  isFlooded: boolean;
}

export interface FakeApiAnswers {
  /** When each update was answered first, on the machine's monotonic clock; 0 for never. */
  answeredAtMs: Float64Array;
  times: Uint8Array;
}

interface Waiting {
  call: RawCall;
  limit: number;
  timer: NodeJS.Timeout;
}

interface Queue {
  updates: { id: number; text: string }[];
  waiting: Waiting | null;
}

const nothing: FakeApiSettings = {
  latencyMs: 0,
  floodShare: 0,
  silentBots: [],
  isSendLogged: false,
  isOrderChecked: false,
};

/** What the fake Bot API server keeps: who was answered when, and what waits to be fetched. */
export class FakeApiState {
  settings = nothing;
  #answeredAtMs = new Float64Array(1 << 16);
  #times = new Uint8Array(1 << 16);
  #progress = emptyProgress();
  #sends: LoggedSend[] = [];
  #randomState = 1;
  #lastInChat = new Map<string, number>();
  readonly #webhooks: Record<string, string> = {};
  readonly #queues = new Map<string, Queue>();

  configure(settings: Partial<FakeApiSettings>): void {
    this.settings = { ...nothing, ...settings };
  }

  /** Forgets all answers and all updates that wait. */
  reset(): void {
    this.#answeredAtMs.fill(0);
    this.#times.fill(0);
    this.#progress = emptyProgress();
    this.#sends = [];
    this.#randomState = 1;
    this.#lastInChat.clear();
    for (const queue of this.#queues.values()) queue.updates = [];
  }

  setWebhooks(urls: Record<string, string>): void {
    Object.assign(this.#webhooks, urls);
  }

  webhookOf(botId: string): string {
    return this.#webhooks[botId] ?? '';
  }

  count(method: string): void {
    this.#progress.calls[method] = (this.#progress.calls[method] ?? 0) + 1;
  }

  /** Takes a call of sendMessage in; true if it is to be refused for now. */
  noteSend(botId: string, body: string): boolean {
    const { floodShare, isSendLogged } = this.settings;
    const isFlooded = floodShare > 0 && this.#random() < floodShare;
    if (isSendLogged) this.#sends.push({ botId, chatId: chatIn(body), atMs: monotonicMs(), isFlooded });
    if (!isFlooded) this.#progress.sent += 1;
    return isFlooded;
  }

  sends(): readonly LoggedSend[] {
    return this.#sends;
  }

  #random(): number {
    this.#randomState = (this.#randomState * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#randomState / 2 ** 32;
  }

  noteAnswer(botId: string, body: string): void {
    const index = indexIn(body);
    if (index < 0) return;
    this.#makeRoom(index);
    const times = Math.min(255, (this.#times[index] ?? 0) + 1);
    this.#times[index] = times;
    if (times > 1) {
      this.#progress.repeated += 1;
      return;
    }
    this.#answeredAtMs[index] = monotonicMs();
    this.#progress.answered += 1;
    if (this.settings.isOrderChecked) this.#checkOrder(botId, body, index);
  }

  #makeRoom(index: number): void {
    if (index < this.#times.length) return;
    const size = 2 ** Math.ceil(Math.log2(index + 1));
    const answeredAtMs = new Float64Array(size);
    answeredAtMs.set(this.#answeredAtMs);
    const times = new Uint8Array(size);
    times.set(this.#times);
    this.#answeredAtMs = answeredAtMs;
    this.#times = times;
  }

  progress(): FakeApiProgress {
    let waitingPolls = 0;
    for (const queue of this.#queues.values()) waitingPolls += queue.waiting ? 1 : 0;
    return { ...this.#progress, waitingPolls };
  }

  /** Of the updates from number `first` on. */
  answers({ first, count }: { first: number; count: number }): FakeApiAnswers {
    this.#makeRoom(first + count);
    return {
      answeredAtMs: this.#answeredAtMs.slice(first, first + count),
      times: this.#times.slice(first, first + count),
    };
  }

  enqueue(input: readonly { botId: string; updates: readonly string[] }[]): void {
    for (const { botId, updates } of input) {
      const queue = this.#queue(botId);
      for (const text of updates) queue.updates.push({ id: Number(/"update_id":(\d+)/.exec(text)?.[1]), text });
      if (queue.waiting) this.#deliver(queue, queue.waiting);
    }
  }

  /** A long poll: what is before the offset is forgotten, as at Telegram. */
  poll(botId: string, call: RawCall): void {
    const payload = (call.body === '' ? {} : JSON.parse(call.body)) as Record<string, unknown>;
    const queue = this.#queue(botId);
    const offset = Number(payload.offset ?? 0);
    const kept = queue.updates.findIndex((update) => update.id >= offset);
    queue.updates = kept < 0 ? [] : queue.updates.slice(kept);
    if (queue.waiting) {
      clearTimeout(queue.waiting.timer);
      const conflict = 'Conflict: terminated by other getUpdates request';
      queue.waiting.call.answer(`{"ok":false,"error_code":409,"description":"${conflict}"}`, 409);
    }
    const limit = Math.min(100, Number(payload.limit ?? 100));
    const seconds = Number(payload.timeout ?? 0);
    const waiting = { call, limit, timer: setTimeout(() => this.#deliver(queue, waiting), seconds * 1_000) };
    queue.waiting = waiting;
    if (queue.updates.length > 0 || seconds === 0) this.#deliver(queue, waiting);
  }

  #deliver(queue: Queue, waiting: Waiting): void {
    clearTimeout(waiting.timer);
    queue.waiting = null;
    if (!waiting.call.isOpen()) return;
    const updates = queue.updates.slice(0, waiting.limit).map((update) => update.text);
    respond(this.settings, waiting.call, `{"ok":true,"result":[${updates.join(',')}]}`);
  }

  #queue(botId: string): Queue {
    const queue = this.#queues.get(botId) ?? { updates: [], waiting: null };
    this.#queues.set(botId, queue);
    return queue;
  }

  #checkOrder(botId: string, body: string, index: number): void {
    const chat = `${botId}/${chatIn(body)}`;
    if ((this.#lastInChat.get(chat) ?? -1) > index) this.#progress.orderBreaks += 1;
    this.#lastInChat.set(chat, index);
  }
}

function chatIn(body: string): number {
  return Number(/"chat_id":"?(-?\d+)/.exec(body)?.[1]);
}

function emptyProgress(): FakeApiProgress {
  return { sent: 0, answered: 0, repeated: 0, orderBreaks: 0, calls: {}, waitingPolls: 0 };
}

/** Answers one call to `/bot<token>/<method>`. */
export function answerCall(state: FakeApiState, call: RawCall): void {
  const { url } = call;
  const botId = url.slice(4, url.indexOf(':', 4));
  const question = url.indexOf('?');
  const method = url.slice(url.indexOf('/', 4) + 1, question < 0 ? undefined : question);
  state.count(method);
  if (method === 'getUpdates') state.poll(botId, call);
  else if (method === 'sendMessage') answerSend(state, botId, call);
  else respond(state.settings, call, `{"ok":true,"result":${resultOf(state, method, botId)}}`);
}

const sentMessage =
  '{"ok":true,"result":{"message_id":1,"from":{"id":1,"is_bot":true,"first_name":"Bot"},"chat":{"id":1,"type":"private","first_name":"Ada"},"date":1700000000,"text":"ok"}}';

function answerSend(state: FakeApiState, botId: string, call: RawCall): void {
  if (state.settings.silentBots.includes(botId)) return;
  if (state.noteSend(botId, call.body)) {
    const refusal = '"error_code":429,"description":"Too Many Requests: retry after 1"';
    respond(state.settings, call, `{"ok":false,${refusal},"parameters":{"retry_after":1}}`, 429);
  } else {
    state.noteAnswer(botId, call.body);
    respond(state.settings, call, sentMessage);
  }
}

function resultOf(state: FakeApiState, method: string, botId: string): string {
  if (method === 'getMe') return `{"id":${botId},"is_bot":true,"first_name":"Bot","username":"bot_${botId}_bot"}`;
  if (method !== 'getWebhookInfo') return 'true';
  const url = JSON.stringify(state.webhookOf(botId));
  return `{"url":${url},"has_custom_certificate":false,"pending_update_count":0}`;
}

function respond(settings: FakeApiSettings, call: RawCall, body: string, status = 200): void {
  if (settings.latencyMs > 0) setTimeout(call.answer, settings.latencyMs, body, status);
  else call.answer(body, status);
}
