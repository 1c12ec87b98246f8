import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';

const everyMs = 500;

export interface ActivityNotes {
  note(bot: { workspaceId: string; id: string }): void;
  stop(): Promise<void>;
}

/** Gathers which bots were busy and writes it down twice a second: their last update, and a hint to dashboards. */
export function createActivityNotes(db: Db, logger: Logger): ActivityNotes {
  let busy = new Map<string, Set<string>>();
  const write = async (): Promise<void> => {
    if (busy.size === 0) return;
    const noted = busy;
    busy = new Map();
    for (const [workspaceId, botIds] of noted) {
      const ids = [...botIds].sort();
      const hint = JSON.stringify({ workspaceId, botIds: ids.slice(0, 100) });
      await db.execute(sql`
        with touched as (
          update bots set last_update_at = now() where (workspace_id, id) in (
            select workspace_id, id from bots where workspace_id = ${workspaceId}
              and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
            for no key update skip locked)
        )
        select pg_notify('dovecote_live', ${hint})`);
    }
  };
  const run = (): Promise<void> =>
    write().catch((error: unknown) => logger.warn({ err: error }, 'activity could not be noted'));
  const timer = setInterval(run, everyMs);
  return {
    note({ workspaceId, id }) {
      const botIds = busy.get(workspaceId) ?? new Set();
      busy.set(workspaceId, botIds.add(id));
    },
    async stop() {
      clearInterval(timer);
      await run();
    },
  };
}
