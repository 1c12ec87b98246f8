import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetBot } from './fleet';
import type { JudgeClient } from './judge-client';
import type { Random } from './random';
import { UpdateIds } from './update-ids';
import { UpdatePost } from './update-post';

export interface Chat {
  bot: FleetBot;
  person: string;
  personId: number;
  /** Tags in the order in which their updates were acknowledged. */
  accepted: string[];
  isBusy: boolean;
}

export interface WorkloadOptions {
  judge: JudgeClient;
  doorUrl: () => string;
  random: Random;
  updatesPerSecond: number;
  duplicates: number;
}

const tickMs = 20;
const againMs = 150;
const probeAgainMs = 50;
const answerWithinMs = 8_000;
const probeAnswerWithinMs = 1_500;

/** People who write, and a Telegram that delivers again and again until it hears 200. */
export class Workload {
  readonly chats: Chat[] = [];
  readonly #probeChats = new Map<string, Chat>();
  readonly #ids = new Map<string, UpdateIds>();
  readonly #post: UpdatePost;
  readonly #under: Set<Promise<void>> = new Set();
  #tags = 0;
  accepted = 0;
  duplicates = 0;
  restarts = 0;

  constructor(private readonly options: WorkloadOptions) {
    this.#post = new UpdatePost(options.doorUrl);
  }

  /** Opens every chat with a first message through the judge, so that the bots may answer there. */
  async openChats(fleet: readonly FleetBot[], chatsPerBot: number): Promise<void> {
    for (const bot of fleet) {
      this.#ids.set(bot.id, new UpdateIds(this.options.random));
      const people = Array.from({ length: chatsPerBot }, (_, index) => `person${index}`);
      if (bot.transport === 'webhook') people.push('probe');
      for (const person of people) {
        const chat: Chat = { bot, person, personId: 0, accepted: [], isBusy: false };
        await this.#writeThroughJudge(chat);
        chat.personId = await this.options.judge.personId(bot, person);
        if (person === 'probe') this.#probeChats.set(bot.id, chat);
        else this.chats.push(chat);
      }
    }
  }

  /** Sends at the wanted pace until `isDone` says so, then waits for what is under way. */
  async run(isDone: () => boolean): Promise<void> {
    const beganMs = performance.now();
    let started = 0;
    while (!isDone()) {
      const due = ((performance.now() - beganMs) / 1_000) * this.options.updatesPerSecond;
      for (; started < due; started += 1) this.#startOne();
      await sleep(tickMs);
    }
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  close(): Promise<void> {
    return this.#post.close();
  }

  /** One message to the bot, delivered without patience; its tag. */
  probe(botId: string): string | null {
    const chat = this.#probeChats.get(botId);
    if (!chat || chat.isBusy) return null;
    const tag = this.#newTag();
    this.#track(this.#deliver(chat, tag, probeAgainMs, probeAnswerWithinMs));
    return tag;
  }

  /** Every bot's update ids begin again, lower. */
  restartIds(): void {
    for (const ids of this.#ids.values()) ids.restart();
    this.restarts += 1;
  }

  allChats(): Chat[] {
    return [...this.chats, ...this.#probeChats.values()];
  }

  #startOne(): void {
    const chat = this.options.random.pick(this.chats);
    // A person who still waits for "delivered" writes nothing more; somebody else will.
    if (!chat || chat.isBusy) return;
    if (chat.bot.transport === 'polling') this.#track(this.#writeThroughJudge(chat));
    else this.#track(this.#deliver(chat, this.#newTag(), againMs, answerWithinMs));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#under.delete(tracked));
    this.#under.add(tracked);
  }

  #newTag(): string {
    this.#tags += 1;
    return `tag${this.#tags}`;
  }

  async #writeThroughJudge(chat: Chat): Promise<void> {
    chat.isBusy = true;
    const tag = this.#newTag();
    await this.options.judge.write(chat.bot, chat.person, tag);
    chat.accepted.push(tag);
    this.accepted += 1;
    chat.isBusy = false;
  }

  async #deliver(chat: Chat, tag: string, pauseMs: number, withinMs: number): Promise<void> {
    chat.isBusy = true;
    const { random, duplicates } = this.options;
    const body = this.#update(chat, tag);
    const isDoubled = random.next() < duplicates;
    const isAtOnce = random.next() < 0.5;
    const waitMs = random.between(0, 2_000);
    if (isDoubled) this.duplicates += 1;
    const twin = isDoubled && isAtOnce ? this.#post.deliver(chat.bot, body, pauseMs, withinMs) : undefined;
    await this.#post.deliver(chat.bot, body, pauseMs, withinMs);
    chat.accepted.push(tag);
    this.accepted += 1;
    chat.isBusy = false;
    await twin;
    if (isDoubled && !isAtOnce) {
      await sleep(waitMs);
      await this.#post.deliver(chat.bot, body, pauseMs, withinMs);
    }
  }

  #update({ bot, personId, person }: Chat, tag: string): string {
    return JSON.stringify({
      update_id: this.#ids.get(bot.id)?.take(),
      message: {
        message_id: this.#tags,
        date: Math.floor(Date.now() / 1_000),
        chat: { id: personId, type: 'private', first_name: person },
        from: { id: personId, is_bot: false, first_name: person, language_code: 'en' },
        text: tag,
      },
    });
  }
}
