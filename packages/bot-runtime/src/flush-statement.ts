import type { SaidWrite, WriteStatement } from '@dovecote/modules/kit/write-statement';
import { type SQL, sql } from 'drizzle-orm';
import type { HandledUpdate } from './flush';
import { latencyBucket, latencyFromBuckets, latencySum } from './latency-histogram';

export interface PlannedCall {
  state: 'queued' | 'sending';
}

/**
 * One statement for a whole batch. It begins with a claim: the open updates whose bot this process holds at the given
 * epoch, whose lease runs on database time, and whose bot is wanted. Every effect joins the claimed rows, so the
 * updates of a stopped, suspended or handed-over bot leave without an effect and without failing the batch.
 */
export function flushStatement(
  processId: string,
  batch: readonly HandledUpdate[],
  plans: readonly (readonly PlannedCall[])[],
  finishedAt: Date,
): SQL {
  const writes = groupWrites(batch).map(
    ([statement, rows], index) =>
      sql`, ${sql.identifier(`write_${index}`)} as (${statement.statement(writeSource(statement, rows))})`,
  );
  return sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(batch.map((handled) => updateRow(handled, finishedAt)))}::jsonb)
        as r(workspace_id text, bot_id text, update_id text, epoch bigint, state text, reason text, module_id text,
             attempts int, started_at timestamptz, bucket int)
    ), claimed as materialized (
      select g.*
      from given g
      join updates u on u.workspace_id = g.workspace_id and u.bot_id = g.bot_id and u.update_id = g.update_id
      join bot_holders h on h.bot_id = g.bot_id and h.epoch = g.epoch and h.process_id = ${processId}
      join processes p on p.id = h.process_id and p.expires_at > clock_timestamp()
      join bots b on b.workspace_id = g.workspace_id and b.id = g.bot_id
      where u.state = 'waiting' and b.desired_state = 'running' and b.suspended_at is null
      order by u.seq
      for update of u for share of h, b
    ), closed as (
      update updates u set state = c.state, reason = c.reason, module_id = c.module_id, attempts = c.attempts,
        started_at = c.started_at, finished_at = ${finishedAt.toISOString()}::timestamptz
      from claimed c
      where u.workspace_id = c.workspace_id and u.bot_id = c.bot_id and u.update_id = c.update_id
    )${sql.join(writes)}, sent as (
      insert into outbox (workspace_id, bot_id, update_id, position, module_id, chat_id, method, payload, policy, state, epoch, created_at)
      select r.workspace_id, r.bot_id, r.update_id, r.position, c.module_id, r.chat_id, r.method, r.payload, r.policy,
        r.state, c.epoch, ${finishedAt.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(callRows(batch, plans))}::jsonb)
        as r(workspace_id text, bot_id text, update_id text, position int, chat_id text, method text, payload text, policy text, state text)
      join claimed c using (workspace_id, bot_id, update_id)
      order by r.bot_id, r.update_id, r.position
      returning id, bot_id, update_id, position
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, done, skipped, dead_lettered, latency)
      select workspace_id, bot_id, date_trunc('minute', ${finishedAt.toISOString()}::timestamptz),
        count(*) filter (where state = 'done'), count(*) filter (where state = 'skipped'),
        count(*) filter (where state = 'dead_lettered'), ${latencyFromBuckets}
      from claimed group by 1, 2, 3 order by 1, 2
      on conflict (workspace_id, bot_id, minute) do update set
        done = minute_stats.done + excluded.done, skipped = minute_stats.skipped + excluded.skipped,
        dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered, latency = ${latencySum}
    )
    select c.bot_id, c.update_id, s.id, s.position
    from claimed c left join sent s on s.bot_id = c.bot_id and s.update_id = c.update_id
    order by s.id`;
}

function updateRow(handled: HandledUpdate, finishedAt: Date) {
  const { outcome } = handled.said;
  return {
    workspace_id: handled.record.workspaceId,
    bot_id: handled.record.id,
    update_id: handled.entry.updateId,
    epoch: handled.epoch,
    state: outcome.state,
    reason: 'reason' in outcome ? outcome.reason : null,
    module_id: 'moduleId' in outcome ? outcome.moduleId : null,
    attempts: handled.attempts,
    started_at: handled.startedAt.toISOString(),
    bucket: latencyBucket(finishedAt.getTime() - handled.entry.receivedAt.getTime()),
  };
}

function callRows(batch: readonly HandledUpdate[], plans: readonly (readonly PlannedCall[])[]) {
  return batch.flatMap((handled, index) =>
    handled.said.calls.map((call, position) => ({
      workspace_id: handled.record.workspaceId,
      bot_id: handled.record.id,
      update_id: handled.entry.updateId,
      position,
      chat_id: call.chatId,
      method: call.method,
      payload: handled.record.calls.seal(JSON.stringify(call.payload), { row: handled.record.id, column: 'payload' }),
      policy: call.policy,
      state: plans[index]?.[position]?.state ?? 'queued',
    })),
  );
}

type WriteRows = Record<string, unknown>[];

/** All rows of one statement together: two parts of a flush must not write one table's row. */
function groupWrites(batch: readonly HandledUpdate[]): [WriteStatement, WriteRows][] {
  const groups = new Map<string, [WriteStatement, WriteRows]>();
  for (const handled of batch) {
    for (const write of handled.said.writes) addWrite(groups, handled, write);
  }
  return [...groups.values()].sort(([a], [b]) => a.id.localeCompare(b.id));
}

function addWrite(groups: Map<string, [WriteStatement, WriteRows]>, handled: HandledUpdate, write: SaidWrite): void {
  const group = groups.get(write.statement.id) ?? [write.statement, []];
  groups.set(write.statement.id, group);
  group[1].push({
    ...write.row,
    workspace_id: handled.record.workspaceId,
    bot_id: handled.record.id,
    update_id: handled.entry.updateId,
  });
}

function writeSource(statement: WriteStatement, rows: WriteRows): SQL {
  const columns = Object.entries(statement.columns).map(([name, type]) => `${name} ${type}`);
  const shape = sql.raw(['workspace_id text', 'bot_id text', 'update_id text', ...columns].join(', '));
  return sql`(select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${shape})
    join claimed using (workspace_id, bot_id, update_id)) as source`;
}
