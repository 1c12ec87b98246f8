import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { applyWrites, journalUpdates } from '../kit/apply-writes.test-helper';
import { buttonsOf, pressUpdate, type Talk, talk, textUpdate } from '../kit/talk.test-helper';
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
  #updateCount = 0;

  private constructor(readonly database: TalkDatabase) {}

  static async create(): Promise<EngagementWorld> {
    return new EngagementWorld(await createTalkDatabase());
  }

  get options() {
    return { db: this.database.db, now: this.now, settings: this.settings };
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
      const said = await talk(update, this.options);
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

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
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

export function dataOf(said: Talk, label: string): string {
  const found = buttonsOf(said).find(({ text }) => text.includes(label))?.callback_data;
  if (found === undefined) throw new Error(`There is no button ${label}.`);
  return found;
}
