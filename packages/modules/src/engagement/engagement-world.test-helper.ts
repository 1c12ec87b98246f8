import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { applyWrites, journalUpdates } from '../kit/apply-writes.test-helper';
import { jobUpdate } from '../kit/job';
import { jobPlace } from '../kit/job-place';
import type { ContactView } from '../kit/module-context';
import { readUpdate } from '../kit/read-update';
import { buttonsOf, openSealed, pressUpdate, type Talk, talk, testBot, textUpdate } from '../kit/talk.test-helper';
import { createTalkDatabase, type TalkDatabase } from '../kit/talk-database.test-helper';

const uniqueViolation = '23505';
const attemptsMax = 10;

export interface Who {
  personId?: number;
  chat?: 'private' | 'supergroup';
}

/** A bot with people who write and press, and a clock; what handlers say is written as the runtime writes it. */
export class EngagementWorld {
  now = new Date('2026-03-02T12:00:00Z');
  settings: Record<string, object> = {};
  off: readonly string[] = [];
  #updateCount = 0;
  readonly #seen = new Set<string>();

  private constructor(readonly database: TalkDatabase) {}

  static async create(): Promise<EngagementWorld> {
    return new EngagementWorld(await createTalkDatabase());
  }

  get options() {
    return { db: this.database.db, now: this.now, settings: this.settings, off: this.off };
  }

  say(text: string, who: Who = {}): Promise<Talk> {
    return this.deliver(textUpdate(text, { ...who, updateId: this.nextId() }));
  }

  /** Presses the first button whose label holds the text, or the one with this very payload. */
  press(said: Talk, label: string, who: Who = {}): Promise<Talk> {
    return this.pressData(dataOf(said, label), who);
  }

  pressData(data: string, who: Who = {}): Promise<Talk> {
    return this.deliver(pressUpdate(data, { ...who, updateId: this.nextId() }));
  }

  nextId(): number {
    this.#updateCount += 1;
    return this.#updateCount;
  }

  /** Handles an update and commits; one that meets a conflict is handled anew, as the runtime does. */
  async deliver(update: Update): Promise<Talk> {
    for (let attempt = 1; ; attempt += 1) {
      const said = await talk(update, { ...this.options, contact: this.#contactOf(update) });
      try {
        await this.commit(said, update.update_id);
        return said;
      } catch (error) {
        if (codeOf(error) !== uniqueViolation || attempt === attemptsMax) throw error;
      }
    }
  }

  /** Commits what was said of an update, whatever became true meanwhile. */
  async commit({ writes }: Pick<Talk, 'writes'>, updateId = this.nextId()): Promise<void> {
    const written = [{ updateId: String(updateId), writes }];
    await journalUpdates(this.database.owner, written);
    await applyWrites(this.database.db, written);
  }

  /** Does what is due by now, in its order; answers what was said. */
  async runJobs(): Promise<Talk[]> {
    const due = await this.database.owner.execute<DueJob>(sql`
      delete from module_jobs where run_at <= ${this.now.toISOString()}::timestamptz and cron is null
      returning job, key, chat_id, payload, run_at`);
    const said: Talk[] = [];
    for (const { job, key, chat_id: chatId, payload, run_at } of due.rows) {
      const place = jobPlace(testBot.id, 'engagement', job, key);
      const opened: unknown = payload === null ? {} : JSON.parse(openSealed(payload, place));
      said.push(await this.runJob(job, { key, chatId, payload: opened, runAt: new Date(run_at) }));
    }
    return said;
  }

  /** Does one piece of work now. */
  runJob(
    name: string,
    { key = '', chatId = null, payload = {}, runAt = this.now }: Partial<RunJob> = {},
  ): Promise<Talk> {
    const content = {
      module_id: 'engagement',
      name,
      key,
      payload,
      run_at: runAt.toISOString(),
      is_task: false,
    };
    return this.deliver(jobUpdate(`${this.nextId()}`, content, chatId));
  }

  /** The bot no longer knows the person's private chat. */
  forget(personId: number): void {
    this.#seen.delete(String(personId));
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** As the runtime sees it: work in a private chat is its person's, and who never wrote there is new. */
  #contactOf(update: Update): Partial<ContactView> {
    const { chat, from } = readUpdate(update);
    const chatId = String(chat?.id ?? from?.id ?? '');
    const isNew = !this.#seen.has(chatId);
    if (update.message || update.callback_query) this.#seen.add(chatId);
    return { isNew, ...(chat?.type === 'private' ? { userId: chatId } : {}) };
  }

  async pointsOf(personId: number): Promise<number> {
    const result = await this.database.owner.execute<{ points: string }>(
      sql`select points from engagement_balances where account = ${`person:${personId}`}`,
    );
    return Number(result.rows[0]?.points ?? 0);
  }

  async count(reason: string): Promise<number> {
    const result = await this.database.owner.execute<{ found: string }>(
      sql`select count(*) as found from engagement_entries where reason = ${reason}`,
    );
    return Number(result.rows[0]?.found);
  }
}

/** What Postgres calls an error. */
export function codeOf(error: unknown): string | undefined {
  return ((error as Error).cause as { code?: string } | undefined)?.code;
}

type DueJob = { job: string; key: string; chat_id: string | null; payload: string | null; run_at: string };
interface RunJob {
  key: string;
  chatId: string | null;
  payload: unknown;
  runAt: Date;
}

export function dataOf(said: Talk, label: string): string {
  const found = buttonsOf(said).find(({ text }) => text.includes(label))?.callback_data;
  if (found === undefined) throw new Error(`There is no button ${label}.`);
  return found;
}
