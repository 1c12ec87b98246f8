import type { Db } from '@dovecote/db/client';
import { PreparedStatement } from '@dovecote/db/run-prepared';
import type { Dialogue } from '@dovecote/modules/kit/module-context';
import { sql } from 'drizzle-orm';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';

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

const readsMax = 256;
const nothing: LaneKnowledge = { contact: null, dialogue: null };

/** Reads what handlers need to know before they decide, many lanes at a time. */
export class LaneReader {
  readonly #group: GroupRunner<Asked, LaneKnowledge>;

  constructor(db: Db) {
    this.#group = new GroupRunner({
      itemsMax: readsMax,
      isItemsFault: (error) => !isPassingFailure(error),
      run: (asked) => readLanes(db, asked),
    });
  }

  /** Of an update that belongs to no chat nothing is known. */
  async read(
    bot: { workspaceId: string; id: string },
    lane: string,
    externalId: string | null,
  ): Promise<LaneKnowledge> {
    if (externalId === null) return nothing;
    return this.#group.add({ workspace_id: bot.workspaceId, bot_id: bot.id, lane, external_id: externalId });
  }
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

const statement = new PreparedStatement<LaneRow>(
  () => sql`
    select g.position, c.bot_id is not null as is_known, c.language_code, c.chosen_language,
      coalesce(c.is_stopped, false) as has_stopped,
      (extract(epoch from c.last_seen_at) * 1000)::float8 as last_seen_ms, c.moved_from, d.module_id, d.state
    from json_to_recordset(${sql.placeholder('asked')}::json)
      as g(position int, workspace_id text, bot_id text, lane text, external_id text)
    left join lateral (
      select * from contacts c where c.workspace_id = g.workspace_id and c.bot_id = g.bot_id and c.channel = 'telegram'
        and c.external_id = g.external_id limit 1
    ) as c on true
    left join lateral (
      select * from dialogues d where d.workspace_id = g.workspace_id and d.bot_id = g.bot_id and d.lane = g.lane limit 1
    ) as d on true`,
);

async function readLanes(db: Db, asked: readonly Asked[]): Promise<LaneKnowledge[]> {
  const rows = await statement.run(db, { asked: JSON.stringify(asked.map((one, position) => ({ ...one, position }))) });
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
