import { StartWindow } from './start-window';

export interface LaneLimits {
  /** Updates started a second. */
  requestsPerSecond: number;
  /** Updates in flight at once. */
  maxConcurrent: number;
}

export interface LaneItem {
  lane: string;
}

interface BotLanes<Item> {
  lanes: Map<string, Item[]>;
  ready: string[];
  waiting: number;
  inFlight: number;
  window: StartWindow;
  limits: LaneLimits;
  isHeld: boolean;
  isInRing: boolean;
  wakeAtMs: number;
}

export interface LanesOptions<Item> {
  /** Updates in flight at once in the whole process. */
  maxConcurrent: number;
  nowMs: () => number;
  /** Works one update to its end; the lane's next one starts when the promise settles. It must not reject. */
  work: (botId: string, item: Item) => Promise<void>;
}

/**
 * The updates of one chat of one bot, strictly in order; bots take turns. Limits hold updates back and never drop one.
 */
export class Lanes<Item extends LaneItem> {
  readonly #bots = new Map<string, BotLanes<Item>>();
  #ring: string[] = [];
  #inFlight = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LanesOptions<Item>) {}

  open(botId: string, limits: LaneLimits): void {
    const known = this.#bots.get(botId);
    if (known) {
      known.limits = limits;
      known.window.setRate(limits.requestsPerSecond);
      known.isHeld = false;
      this.#join(botId, known);
      this.#pump();
      return;
    }
    this.#bots.set(botId, {
      lanes: new Map(),
      ready: [],
      waiting: 0,
      inFlight: 0,
      window: new StartWindow(limits.requestsPerSecond),
      limits,
      isHeld: false,
      isInRing: false,
      wakeAtMs: 0,
    });
  }

  /** Starts nothing more of the bot and forgets what had not started; resolves when what had started is done. */
  async close(botId: string): Promise<void> {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    this.hold(botId);
    while (bot.inFlight > 0) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    if (bot.isHeld) this.#bots.delete(botId);
  }

  /** From this moment on nothing more of the bot starts; what had not started is forgotten. */
  hold(botId: string): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.isHeld = true;
    bot.lanes.clear();
    bot.ready = [];
    bot.waiting = 0;
  }

  push(botId: string, item: Item): void {
    const bot = this.#bots.get(botId);
    if (!bot || bot.isHeld) return;
    const lane = bot.lanes.get(item.lane);
    bot.waiting += 1;
    if (lane) {
      lane.push(item);
    } else {
      bot.lanes.set(item.lane, [item]);
      bot.ready.push(item.lane);
    }
    this.#join(botId, bot);
    this.#pump();
  }

  /** Updates of the bot that wait or are in flight. */
  openCount(botId: string): number {
    const bot = this.#bots.get(botId);
    return bot ? bot.waiting + bot.inFlight : 0;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  readonly #idleWaiters: (() => void)[] = [];

  #join(botId: string, bot: BotLanes<Item>): void {
    if (bot.isInRing || bot.ready.length === 0) return;
    bot.isInRing = true;
    this.#ring.push(botId);
  }

  /** One update of each ready bot in turn, until nobody may start. */
  #pump(): void {
    let idleTurns = 0;
    while (this.#ring.length > idleTurns && this.#inFlight < this.options.maxConcurrent) {
      const botId = this.#ring.shift();
      const bot = botId === undefined ? undefined : this.#bots.get(botId);
      if (botId === undefined || !bot || bot.isHeld || bot.ready.length === 0) {
        if (bot) bot.isInRing = false;
        continue;
      }
      if (this.#mayStart(bot)) {
        idleTurns = 0;
        this.#start(botId, bot);
      } else {
        idleTurns += 1;
      }
      this.#ring.push(botId);
    }
    this.#armTimer();
  }

  #mayStart(bot: BotLanes<Item>): boolean {
    if (bot.inFlight >= bot.limits.maxConcurrent) {
      bot.wakeAtMs = 0;
      return false;
    }
    const nowMs = this.options.nowMs();
    if (bot.wakeAtMs > nowMs) return false;
    const waitMs = bot.window.take(nowMs);
    bot.wakeAtMs = waitMs === 0 ? 0 : nowMs + waitMs;
    return waitMs === 0;
  }

  #start(botId: string, bot: BotLanes<Item>): void {
    const laneKey = bot.ready.shift();
    const lane = laneKey === undefined ? undefined : bot.lanes.get(laneKey);
    const item = lane?.shift();
    if (laneKey === undefined || !lane || !item) return;
    bot.waiting -= 1;
    bot.inFlight += 1;
    this.#inFlight += 1;
    void this.options.work(botId, item).finally(() => {
      bot.inFlight -= 1;
      this.#inFlight -= 1;
      if (bot.lanes.get(laneKey) === lane) {
        if (lane.length > 0) bot.ready.push(laneKey);
        else bot.lanes.delete(laneKey);
      }
      this.#join(botId, bot);
      for (const wake of this.#idleWaiters.splice(0)) wake();
      this.#pump();
    });
  }

  /** A moment that has passed since it was computed must still wake us: nothing else may ever come. */
  #armTimer(): void {
    clearTimeout(this.#timer);
    if (this.#inFlight >= this.options.maxConcurrent) return;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const botId of this.#ring) {
      const wakeAtMs = this.#bots.get(botId)?.wakeAtMs ?? 0;
      if (wakeAtMs !== 0 && wakeAtMs < nextMs) nextMs = wakeAtMs;
    }
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, nextMs - this.options.nowMs()));
  }
}
