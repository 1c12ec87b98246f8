import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { sql } from 'drizzle-orm';
import { repeat } from '../repeat';

const everyMs = 500;
/** A bot's row is not written more often than this. */
const touchedEverySeconds = 5;
/** A notification takes 8,000 bytes at most. */
const idsPerHint = 100;

export interface ActivityNotes {
  note(bot: { workspaceId: string; id: string }): void;
  stop(): Promise<void>;
}

/** Gathers which bots were busy and writes it down: a hint to dashboards, and now and then their last update. */
export function createActivityNotes(db: Db, logger: Logger): ActivityNotes {
  let busy = new Map<string, Set<string>>();
  const write = async (): Promise<void> => {
    if (busy.size === 0) return;
    const noted = busy;
    busy = new Map();
    const bots = [...noted].flatMap(([workspace_id, ids]) => [...ids].map((id) => ({ workspace_id, id })));
    await db.execute(sql`
      with touched as (
        update bots set last_update_at = now() where (workspace_id, id) in (
          select b.workspace_id, b.id from jsonb_to_recordset(${JSON.stringify(bots)}::jsonb) as g(workspace_id text, id text)
          join bots b on b.workspace_id = g.workspace_id and b.id = g.id
          where b.last_update_at is null or b.last_update_at < now() - make_interval(secs => ${touchedEverySeconds})
          order by b.id
          for no key update of b skip locked)
      )
      select count(pg_notify('dovecote_live', hint)) from unnest(${sql.param(hintsOf(noted))}::text[]) as hint`);
  };
  const warn = warnSeldom(logger, 'activity could not be noted');
  const stop = repeat(write, everyMs, warn);
  return {
    note({ workspaceId, id }) {
      const botIds = busy.get(workspaceId) ?? new Set();
      busy.set(workspaceId, botIds.add(id));
    },
    async stop() {
      await stop();
      await write().catch(warn);
    },
  };
}

function hintsOf(noted: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...noted].map(([workspaceId, ids]) =>
    JSON.stringify({ workspaceId, botIds: [...ids].sort().slice(0, idsPerHint) }),
  );
}
