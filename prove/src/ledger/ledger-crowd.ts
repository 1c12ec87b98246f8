import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeCallbackData } from '@dovecote/modules/kit/callback-data';
import type { FleetBot } from '../fleet';
import type { JudgeClient } from '../judge-client';
import type { Random } from '../random';
import { UpdateIds } from '../update-ids';
import { UpdatePost } from '../update-post';

/** Somebody who votes and buys; one thing at a time, as people do. */
export interface Buyer {
  bot: FleetBot;
  name: string;
  personId: number;
  isBusy: boolean;
}

export interface SentPoll {
  id: string;
  telegramPollId: string;
}

export interface CrowdOptions {
  judge: JudgeClient;
  doorUrl: () => string;
  random: Random;
  /** How many updates are on their way at once. */
  atOnce: number;
  /** Share of updates that are delivered again. */
  duplicates: number;
  rewards: (bot: FleetBot) => readonly string[];
}

const againMs = 100;
const answerWithinMs = 8_000;
const keptEvery = 20;

/** People who vote, take votes back, buy and check in; a Telegram that delivers until it hears 200, some things twice. */
export class LedgerCrowd {
  readonly people: Buyer[] = [];
  readonly polls = new Map<string, SentPoll[]>();
  /** Whether the vote stands, by `<poll>:<person>`; what was acknowledged last. */
  readonly votes = new Map<string, boolean>();
  /** The how manieth spending is next, as far as the people know. */
  readonly spendings = new Map<string, number>();
  readonly #ids = new Map<string, UpdateIds>();
  readonly #post: UpdatePost;
  readonly #kept: { bot: FleetBot; body: string }[] = [];
  #calls = 0;
  done = 0;
  duplicates = 0;

  constructor(private readonly options: CrowdOptions) {
    this.#post = new UpdatePost(options.doorUrl);
  }

  /** Everybody writes to their bot once, through the judge, so that it may answer them. */
  async meet(fleet: readonly FleetBot[], peoplePerBot: number): Promise<void> {
    for (const [at, bot] of fleet.entries()) {
      this.#ids.set(bot.id, new UpdateIds(this.options.random));
      for (let index = 0; index < peoplePerBot; index += 1) {
        const name = `buyer ${at} ${index}`;
        await this.options.judge.write(bot, name, '/checkin');
        const personId = await this.options.judge.personId(bot, name);
        this.people.push({ bot, name, personId, isBusy: false });
      }
    }
  }

  /** So many at a time until `isDone`; resolves when the last of them is acknowledged. */
  async run(isDone: () => boolean): Promise<void> {
    await Promise.all(
      Array.from({ length: this.options.atOnce }, async () => {
        while (!isDone()) {
          const person = this.options.random.pick(this.people);
          if (!person || person.isBusy) {
            await sleep(1);
            continue;
          }
          person.isBusy = true;
          await this.#act(person);
          person.isBusy = false;
          this.done += 1;
        }
      }),
    );
  }

  /** Delivers again what was acknowledged long ago. Answers how many. */
  async redeliver(): Promise<number> {
    const waiting = [...this.#kept];
    const workers = Array.from({ length: this.options.atOnce }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        await this.#post.deliver(next.bot, next.body, againMs, answerWithinMs);
      }
    });
    await Promise.all(workers);
    return this.#kept.length;
  }

  close(): Promise<void> {
    return this.#post.close();
  }

  async #act(person: Buyer): Promise<void> {
    const { random } = this.options;
    const what = random.next();
    if (what < 0.08) return this.#deliver(person.bot, this.#purchase(person));
    if (what < 0.1) return this.#deliver(person.bot, this.#checkIn(person));
    const poll = random.pick(this.polls.get(person.bot.id) ?? []);
    if (!poll) return undefined;
    const key = `${poll.id}:${person.personId}`;
    // People with odd ids take nothing back: what they spend they had.
    const isGiven = person.personId % 2 === 1 || this.votes.get(key) !== true;
    const answer = {
      poll_id: poll.telegramPollId,
      user: userOf(person),
      option_ids: isGiven ? [random.below(2)] : [],
    };
    await this.#deliver(person.bot, { poll_answer: answer });
    this.votes.set(key, isGiven);
    return undefined;
  }

  /** Now and then the button of a purchase that was made already. */
  #purchase(person: Buyer): object {
    const { random, rewards } = this.options;
    const next = (this.spendings.get(String(person.personId)) ?? 0) + 1;
    const spending = random.next() < 0.2 ? Math.max(1, next - 1) : next;
    const key = createHmac('sha256', person.bot.webhookSecret).update('callback-data').digest('base64url');
    const argument = `${random.pick(rewards(person.bot)) ?? ''}.${spending}`;
    this.#calls += 1;
    return {
      callback_query: {
        id: String(this.#calls),
        from: userOf(person),
        chat_instance: '1',
        data: encodeCallbackData(key, { moduleId: 'engagement', action: 'buy', argument }),
        message: { message_id: 1, date: nowSeconds(), chat: chatOf(person), text: 'a menu' },
      },
    };
  }

  #checkIn(person: Buyer): object {
    this.#calls += 1;
    return {
      message: {
        message_id: this.#calls,
        date: nowSeconds(),
        chat: chatOf(person),
        from: userOf(person),
        text: '/checkin',
        entities: [{ type: 'bot_command', offset: 0, length: 8 }],
      },
    };
  }

  async #deliver(bot: FleetBot, update: object): Promise<void> {
    const { random, duplicates } = this.options;
    const body = JSON.stringify({ update_id: this.#ids.get(bot.id)?.take(), ...update });
    const isDoubled = random.next() < duplicates;
    const twin = isDoubled ? this.#post.deliver(bot, body, againMs, answerWithinMs) : undefined;
    await Promise.all([this.#post.deliver(bot, body, againMs, answerWithinMs), twin]);
    if (isDoubled) this.duplicates += 1;
    if (this.done % keptEvery === 0) this.#kept.push({ bot, body });
  }
}

function userOf({ name, personId }: Buyer): object {
  return { id: personId, is_bot: false, first_name: name, language_code: 'en' };
}

function chatOf({ name, personId }: Buyer): object {
  return { id: personId, type: 'private', first_name: name };
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
