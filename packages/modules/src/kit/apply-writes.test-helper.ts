import type { Db, Queryable } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { seedPlans } from '@dovecote/db/seed-plans';
import { sql } from 'drizzle-orm';
import type { SaidWrite } from './write-statement';

export interface WrittenUpdate {
  updateId: string;
  writes: readonly SaidWrite[];
}

export const owner = { workspaceId: 'ws_1', botId: 'bot_1' };

/** A workspace with one bot. */
export async function seedBot(db: Db): Promise<void> {
  await seedPlans(db);
  await db.insert(workspaces).values({ id: owner.workspaceId, name: 'Test', planId: 'free' });
  await db.insert(bots).values({
    workspaceId: owner.workspaceId,
    id: owner.botId,
    telegramId: '4242',
    apiRoot: 'https://api.telegram.org',
    environment: 'sandbox',
    username: 'shop_bot',
    name: 'Shop',
    transport: 'polling',
    requestsPerSecond: 5,
    maxConcurrent: 3,
    webhookPath: 'path',
  });
}

/** Journals the updates, unless they are there already. */
export async function journalUpdates(db: Db, updates: readonly WrittenUpdate[]): Promise<void> {
  const ids = JSON.stringify(updates.map(({ updateId }) => updateId));
  await db.execute(sql`
    insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, state, received_at)
    select ${owner.workspaceId}, ${owner.botId}, id, 'telegram', 'chat:1', 'message', 'waiting', now()
    from jsonb_array_elements_text(${ids}::jsonb) as id
    on conflict do nothing`);
}

/** One statement for a whole batch, each write over the rows of the updates it could claim; as the runtime flushes. */
export async function applyWrites(db: Queryable, updates: readonly WrittenUpdate[]): Promise<void> {
  const byStatement = new Map<string, SaidWrite[]>();
  for (const { updateId, writes } of updates) {
    for (const { statement, row } of writes) {
      const said = {
        statement,
        row: { ...row, workspace_id: owner.workspaceId, bot_id: owner.botId, update_id: updateId },
      };
      byStatement.set(statement.id, [...(byStatement.get(statement.id) ?? []), said]);
    }
  }
  const parts = [...byStatement.values()].map(
    (said, index) => sql`, ${sql.identifier(`write_${index}`)} as (${part(said)})`,
  );
  const ids = JSON.stringify(updates.map(({ updateId }) => updateId));
  await db.execute(sql`
    with claimed as materialized (
      select workspace_id, bot_id, update_id from updates
      where workspace_id = ${owner.workspaceId} and bot_id = ${owner.botId} and state = 'waiting'
        and update_id in (select jsonb_array_elements_text(${ids}::jsonb))
      for update
    ), closed as (
      update updates u set state = 'done' from claimed c
      where u.workspace_id = c.workspace_id and u.bot_id = c.bot_id and u.update_id = c.update_id
    )${sql.join(parts)}
    select count(*) from claimed`);
}

function part(said: readonly SaidWrite[]) {
  const [first] = said;
  if (!first) throw new Error('A group of writes is never empty.');
  const columns = Object.entries(first.statement.columns).map(([name, type]) => `${name} ${type}`);
  const shape = sql.raw(['workspace_id text', 'bot_id text', 'update_id text', ...columns].join(', '));
  const rows = JSON.stringify(said.map(({ row }) => row));
  return first.statement.statement(sql`(select r.* from json_to_recordset(${rows}::json) as r(${shape})
    join claimed using (workspace_id, bot_id, update_id)) as source`);
}
