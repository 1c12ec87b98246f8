import type { Db } from '@dovecote/db/client';
import { RowsParameter } from '@dovecote/db/rows-parameter';
import { PreparedStatement } from '@dovecote/db/run-prepared';
import type { Dialogue } from '@dovecote/modules/kit/module-context';
import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';

/** Nothing that others than the flush write: whether somebody blocked the bot is the sender's to write. */
export interface KnownContact {
  languageCode: string | null;
  chosenLanguage: string | null;
  hasStopped: boolean;
  lastSeenMs: number;
  movedFrom: string | null;
}

/** What is known of an update's contact and its dialogue. */
export interface LaneKnowledge {
  contact: KnownContact | null;
  dialogue: Dialogue | null;
}

interface Asked {
  workspace_id: string;
  bot_id: string;
  lane: string;
  external_id: string;
}

/** Whose contact and dialogue are asked for, and since which hand-over their bot is held here. */
export interface LanePlace {
  bot: { workspaceId: string; id: string };
  epoch: number;
  lane: string;
}

interface Remembered {
  lane: string;
  contact: KnownContact | null;
}

const readsMax = 256;
const rememberedMax = 20_000;
const nothing: LaneKnowledge = { contact: null, dialogue: null };

/**
 * Reads what handlers need to know before they decide, many lanes at a time. Nobody but a bot's holder writes it, so
 * what was read is remembered until this process writes it or the bot is handed over. A lane that is in a dialogue is
 * read each time: its next update most likely writes it anyway.
 */
export class LaneReader {
  readonly #group: GroupRunner<Asked, LaneKnowledge>;
  readonly #remembered = new LRUCache<string, Remembered>({ max: rememberedMax });
  /** Reads under way whose answer may be remembered: nothing they read was written since they began. */
  readonly #reading = new Map<string, object>();

  constructor(db: Db) {
    this.#group = new GroupRunner({
      itemsMax: readsMax,
      isItemsFault: (error) => !isPassingFailure(error),
      run: (asked) => readLanes(db, asked),
    });
  }

  /** Of an update that belongs to no chat nothing is known. */
  async read({ bot, epoch, lane }: LanePlace, externalId: string | null): Promise<LaneKnowledge> {
    if (externalId === null) return nothing;
    const key = keyOf(bot, epoch, externalId);
    const remembered = this.#remembered.get(key);
    if (remembered?.lane === lane) return { contact: remembered.contact, dialogue: null };
    const reading = {};
    this.#reading.set(key, reading);
    try {
      const known = await this.#group.add({
        workspace_id: bot.workspaceId,
        bot_id: bot.id,
        lane,
        external_id: externalId,
      });
      const mayRemember = known.dialogue === null && this.#reading.get(key) === reading;
      if (mayRemember) this.#remembered.set(key, { lane, contact: known.contact });
      return known;
    } finally {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    }
  }

  /** These contacts or their dialogues were written, or may have been. */
  forget({ bot, epoch }: LanePlace, externalIds: Iterable<string>): void {
    for (const externalId of externalIds) {
      const key = keyOf(bot, epoch, externalId);
      this.#remembered.delete(key);
      this.#reading.delete(key);
    }
  }
}

function keyOf(bot: { id: string }, epoch: number, externalId: string): string {
  return `${bot.id}/${epoch}/${externalId}`;
}

interface LaneRow {
  position: number;
  is_known: boolean;
  language_code: string | null;
  chosen_language: string | null;
  has_stopped: boolean;
  last_seen_ms: number;
  moved_from: string | null;
  module_id: string | null;
  state: Record<string, unknown> | null;
}

const given = new RowsParameter('asked', {
  position: 'int',
  workspace_id: 'text',
  bot_id: 'text',
  lane: 'text',
  external_id: 'text',
});

const statement = new PreparedStatement<LaneRow>(
  () => sql`
    select g.position, c.bot_id is not null as is_known, c.language_code, c.chosen_language,
      coalesce(c.is_stopped, false) as has_stopped,
      (extract(epoch from c.last_seen_at) * 1000)::float8 as last_seen_ms, c.moved_from, d.module_id, d.state
    from ${given.source} as g
    left join lateral (
      select * from contacts c where c.workspace_id = g.workspace_id and c.bot_id = g.bot_id and c.channel = 'telegram'
        and c.external_id = g.external_id limit 1
    ) as c on true
    left join lateral (
      select * from dialogues d where d.workspace_id = g.workspace_id and d.bot_id = g.bot_id and d.lane = g.lane limit 1
    ) as d on true`,
);

async function readLanes(db: Db, asked: readonly Asked[]): Promise<LaneKnowledge[]> {
  const rows = await statement.run(db, given.values(asked.map((one, position) => ({ position, ...one }))));
  const known = asked.map(() => nothing);
  for (const row of rows) {
    const { module_id: moduleId, state } = row;
    known[row.position] = {
      contact: row.is_known
        ? {
            languageCode: row.language_code,
            chosenLanguage: row.chosen_language,
            hasStopped: row.has_stopped,
            lastSeenMs: row.last_seen_ms,
            movedFrom: row.moved_from,
          }
        : null,
      dialogue: moduleId !== null && state !== null ? { moduleId, state } : null,
    };
  }
  return known;
}
