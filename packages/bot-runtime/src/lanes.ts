import { Fifo } from './fifo';
import { StartWindow } from './start-window';
import { WorkspacePace } from './workspace-pace';

export interface LaneLimits {
  /** Whose bot it is; the updates in flight of all its bots are capped together. */
  workspaceId: string;
  /** Updates started a second. */
  requestsPerSecond: number;
  /** Updates in flight at once. */
  maxConcurrent: number;
  /** Updates started at each turn. */
  weight: number;
  /** Updates of all the workspace's bots started a minute, as its plan says; null for no bound. */
  updatesPerMinute: number | null;
}

export interface LaneItem {
  lane: string;
}

/** A workspace has the process to itself when no other one has started anything for so long. */
const aloneAfterMs = 1_000;
/** So many times what the busy others have in flight on average is no neighbour's flood, up to so many times the cap. */
const aheadOfOthersMax = 2;
/** What a workspace started is remembered so long after its last bot went: stopping and starting it frees no minute. */
const paceKeptMs = 60_000;

interface Workspace<Item> {
  inFlight: number;
  bots: number;
  /** Its bots that were ready while the workspace was full, or over its plan; null while there are none. */
  parked: Set<BotLanes<Item>> | null;
  /** Null while its plan has no bound. */
  pace: WorkspacePace | null;
  /** Runs while it has no bots and its pace is remembered. */
  forgetting: NodeJS.Timeout | null;
}

interface BotLanes<Item> {
  botId: string;
  /** What waits behind the item that is ready or in flight; null while nothing does. */
  lanes: Map<string, Fifo<Item> | null> | null;
  /** The first item of each lane that has none in flight. */
  ready: Fifo<Item>;
  waiting: number;
  inFlight: number;
  window: StartWindow;
  limits: LaneLimits;
  workspace: Workspace<Item>;
  isHeld: boolean;
  isInRing: boolean;
  /** Starts left of its turn. */
  credit: number;
  /** Runs while the rate holds the bot back. */
  timer: NodeJS.Timeout | null;
}

export interface LanesOptions<Item> {
  /** Updates in flight at once in the whole process. */
  maxConcurrent: number;
  /** Updates in flight at once of all bots of one workspace. */
  maxConcurrentPerWorkspace: number;
  /**
   * The same while others have work too: then nobody's update waits behind more of one neighbour's than this, or than
   * twice this if the others have as much.
   */
  maxConcurrentBesideOthers: number;
  nowMs: () => number;
  /** Works one update to its end; the lane's next one starts when the promise settles. It must not reject. */
  work: (botId: string, item: Item) => Promise<void>;
}

/**
 * The updates of one chat of one bot, strictly in order; bots take turns by weight. Limits hold updates back and never
 * drop one. A bot that may not start leaves the ring until what holds it back is over, so that a turn costs the same
 * however many bots wait.
 */
export class Lanes<Item extends LaneItem> {
  readonly #bots = new Map<string, BotLanes<Item>>();
  readonly #workspaces = new Map<string, Workspace<Item>>();
  readonly #ring = new Fifo<BotLanes<Item>>();
  readonly #idleWaiters: (() => void)[] = [];
  #inFlight = 0;
  /** Workspaces with updates in flight. */
  #busyWorkspaces = 0;
  /** Whose turn was cut short when the process was full. */
  #interrupted: BotLanes<Item> | undefined;
  /** The workspace that started something last, and the last start of any other one. */
  #lastStarted: Workspace<Item> | undefined;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  #othersStartMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LanesOptions<Item>) {}

  open(botId: string, limits: LaneLimits): void {
    const known = this.#bots.get(botId);
    if (known) {
      known.isHeld = false;
      this.setLimits(botId, limits);
      return;
    }
    this.#bots.set(botId, {
      botId,
      lanes: null,
      ready: new Fifo(),
      waiting: 0,
      inFlight: 0,
      window: new StartWindow(limits.requestsPerSecond),
      limits,
      workspace: this.#enter(limits),
      isHeld: false,
      isInRing: false,
      credit: 0,
      timer: null,
    });
  }

  /** Changes the limits of an open bot. One that is held stays held. */
  setLimits(botId: string, limits: LaneLimits): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.limits = limits;
    bot.window.setRate(limits.requestsPerSecond);
    this.#setPlan(bot.workspace, limits.updatesPerMinute);
    this.#stopTimer(bot);
    this.#join(bot);
    this.#pump();
  }

  /** Starts nothing more of the bot and forgets what had not started; resolves when what had started is done. */
  async close(botId: string): Promise<void> {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    this.hold(botId);
    while (bot.inFlight > 0) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    if (!bot.isHeld || this.#bots.get(botId) !== bot) return;
    this.#bots.delete(botId);
    this.#leave(bot);
  }

  /** From this moment on nothing more of the bot starts; what had not started is forgotten. */
  hold(botId: string): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.isHeld = true;
    bot.lanes = null;
    bot.ready.clear();
    bot.waiting = 0;
    this.#stopTimer(bot);
  }

  push(botId: string, item: Item): void {
    const bot = this.#bots.get(botId);
    if (!bot || bot.isHeld) return;
    bot.waiting += 1;
    bot.lanes ??= new Map();
    const behind = bot.lanes.get(item.lane);
    if (behind === undefined) {
      bot.lanes.set(item.lane, null);
      bot.ready.push(item);
    } else if (behind === null) {
      const queue = new Fifo<Item>();
      queue.push(item);
      bot.lanes.set(item.lane, queue);
    } else {
      behind.push(item);
    }
    this.#join(bot);
    this.#pump();
  }

  /** Updates of the bot that wait or are in flight. */
  openCount(botId: string): number {
    const bot = this.#bots.get(botId);
    return bot ? bot.waiting + bot.inFlight : 0;
  }

  /** Workspaces whose plan has a bound. */
  pacedWorkspaces(): string[] {
    return [...this.#workspaces].flatMap(([id, { pace }]) => (pace === null ? [] : id));
  }

  /** Which part of a workspace's updates a minute this process may start. */
  setPaceShare(workspaceId: string, share: number): void {
    this.#workspaces.get(workspaceId)?.pace?.setShare(share);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  #join(bot: BotLanes<Item>): void {
    if (bot.isInRing || bot.timer || bot.isHeld || bot.ready.size === 0) return;
    if (bot.inFlight >= bot.limits.maxConcurrent) return;
    bot.isInRing = true;
    bot.credit = bot.limits.weight;
    this.#ring.push(bot);
  }

  /** Each ready bot in turn, until nobody may start. */
  #pump(): void {
    while (this.#inFlight < this.options.maxConcurrent) {
      const bot = this.#interrupted ?? this.#ring.shift();
      if (bot === undefined) return;
      this.#interrupted = undefined;
      bot.isInRing = false;
      this.#takeTurn(bot);
      // A turn that started nothing must not keep its workspace's other bots parked beside a free place.
      if (bot.workspace.parked !== null && !this.#isFull(bot.workspace, this.options.nowMs()))
        this.#unpark(bot.workspace);
    }
  }

  #takeTurn(bot: BotLanes<Item>): void {
    const nowMs = this.options.nowMs();
    while (bot.credit > 0) {
      if (bot.isHeld || bot.ready.size === 0 || bot.inFlight >= bot.limits.maxConcurrent) return;
      if (this.#inFlight >= this.options.maxConcurrent) {
        bot.isInRing = true;
        this.#interrupted = bot;
        return;
      }
      const { workspace } = bot;
      if (this.#isFull(workspace, nowMs) || workspace.pace?.mustWait(nowMs)) {
        workspace.parked ??= new Set();
        workspace.parked.add(bot);
        return;
      }
      const waitMs = bot.window.take(nowMs);
      if (waitMs > 0) {
        bot.timer = setTimeout(() => this.#resume(bot), waitMs);
        return;
      }
      workspace.pace?.note(nowMs);
      bot.credit -= 1;
      this.#noteStart(workspace, nowMs);
      this.#start(bot);
    }
    this.#join(bot);
  }

  #isFull(workspace: Workspace<Item>, nowMs: number): boolean {
    const { maxConcurrentBesideOthers, maxConcurrentPerWorkspace } = this.options;
    if (workspace.pace?.isHeld) return true;
    if (workspace.inFlight < maxConcurrentBesideOthers) return false;
    if (workspace.inFlight >= maxConcurrentPerWorkspace) return true;
    const othersMs = workspace === this.#lastStarted ? this.#othersStartMs : this.#lastStartMs;
    const likeOthers = Math.min(this.#meanOfOthers(workspace), maxConcurrentBesideOthers);
    return nowMs - othersMs < aloneAfterMs && workspace.inFlight >= aheadOfOthersMax * likeOthers;
  }

  /** What each other busy workspace has in flight; `workspace` is busy itself. */
  #meanOfOthers(workspace: Workspace<Item>): number {
    return (this.#inFlight - workspace.inFlight) / Math.max(1, this.#busyWorkspaces - 1);
  }

  #noteStart(workspace: Workspace<Item>, nowMs: number): void {
    if (workspace !== this.#lastStarted) {
      this.#othersStartMs = this.#lastStartMs;
      this.#lastStarted = workspace;
    }
    this.#lastStartMs = nowMs;
  }

  #resume(bot: BotLanes<Item>): void {
    bot.timer = null;
    this.#join(bot);
    this.#pump();
  }

  #start(bot: BotLanes<Item>): void {
    const item = bot.ready.shift();
    if (!item) return;
    bot.waiting -= 1;
    bot.inFlight += 1;
    if (bot.workspace.inFlight === 0) this.#busyWorkspaces += 1;
    bot.workspace.inFlight += 1;
    this.#inFlight += 1;
    const { lanes } = bot;
    const end = (): void => this.#end(bot, lanes, item.lane);
    this.options.work(bot.botId, item).then(end, end);
  }

  /** `lanes` are those the item was of: a bot that was held has forgotten them. */
  #end(bot: BotLanes<Item>, lanes: BotLanes<Item>['lanes'], lane: string): void {
    bot.inFlight -= 1;
    bot.workspace.inFlight -= 1;
    if (bot.workspace.inFlight === 0) this.#busyWorkspaces -= 1;
    this.#inFlight -= 1;
    if (lanes !== null && bot.lanes === lanes) {
      const next = lanes.get(lane)?.shift();
      if (next) bot.ready.push(next);
      else if (lanes.size > 1) lanes.delete(lane);
      else bot.lanes = null;
    }
    this.#join(bot);
    this.#unpark(bot.workspace);
    if (this.#idleWaiters.length > 0) for (const wake of this.#idleWaiters.splice(0)) wake();
    this.#pump();
  }

  /** Brings one parked bot back; those that went away or have nothing more are passed over. */
  #unpark(workspace: Workspace<Item>): void {
    const { parked } = workspace;
    if (parked === null) return;
    for (const bot of parked) {
      parked.delete(bot);
      if (parked.size === 0) workspace.parked = null;
      this.#join(bot);
      if (bot.isInRing) return;
    }
  }

  #enter({ workspaceId, updatesPerMinute }: LaneLimits): Workspace<Item> {
    const workspace = this.#workspaces.get(workspaceId) ?? this.#createWorkspace();
    if (workspace.forgetting) clearTimeout(workspace.forgetting);
    workspace.forgetting = null;
    workspace.bots += 1;
    this.#setPlan(workspace, updatesPerMinute);
    this.#workspaces.set(workspaceId, workspace);
    return workspace;
  }

  #createWorkspace(): Workspace<Item> {
    return { inFlight: 0, bots: 0, parked: null, pace: null, forgetting: null };
  }

  #setPlan(workspace: Workspace<Item>, updatesPerMinute: number | null): void {
    if (updatesPerMinute === null) {
      workspace.pace?.stop();
      workspace.pace = null;
      this.#unpark(workspace);
      this.#pump();
      return;
    }
    workspace.pace ??= new WorkspacePace(updatesPerMinute, () => {
      this.#unpark(workspace);
      this.#pump();
    });
    workspace.pace.setPlan(updatesPerMinute);
  }

  #leave({ workspace, limits: { workspaceId } }: BotLanes<Item>): void {
    workspace.bots -= 1;
    if (workspace.bots > 0) return;
    workspace.pace?.stop();
    if (workspace.pace === null) this.#workspaces.delete(workspaceId);
    else workspace.forgetting = setTimeout(() => this.#workspaces.delete(workspaceId), paceKeptMs).unref();
  }

  #stopTimer(bot: BotLanes<Item>): void {
    if (bot.timer) clearTimeout(bot.timer);
    bot.timer = null;
  }
}
