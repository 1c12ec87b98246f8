import { RowsParameter } from '@dovecote/db/rows-parameter';
import { PreparedStatement } from '@dovecote/db/run-prepared';
import { joinBody } from '@dovecote/db/update-body';
import type { SaidWrite, WriteStatement } from '@dovecote/modules/kit/write-statement';
import { type SQL, sql } from 'drizzle-orm';
import { heldAndWanted, leaseOf } from './claim-fence';
import type { HandledUpdate } from './flush';
import { FlushTexts } from './flush-texts';
import { journalRow, journalShape } from './journal';
import { latencyBucket } from './latency-histogram';

export interface PlannedCall {
  /** `expired`: it goes on record and is not sent. */
  state: 'queued' | 'sending' | 'inline' | 'expired';
}

/** What the statement answers, in its one row: places in the batch, and the ids of the outbox rows in their order. */
export interface FlushAnswer {
  held: number[];
  overtaking: number[];
  claimed: number[];
  callIds: number[];
}

/**
 * One statement for a whole batch. It begins with a claim: the updates whose bot this process holds at the given epoch,
 * whose lease runs on database time, whose bot is wanted, and whose chat has no older update waiting that another process
 * journalled: this one may not have read it. One that an earlier statement carried came before that, and must only learn
 * what became of it. A fresh one is journalled here, closed from the start. Every effect joins the
 * claimed rows, so the updates of a stopped, suspended or handed-over bot, and those that would overtake, leave without an
 * effect and without failing the batch. The lock on the lease keeps others from burying this process, and so from
 * taking its bots, until the statement has ended.
 *
 * The plan is made once, maybe while the tables were empty. So whatever could be joined by reading a whole table or index
 * is written as a lateral look-up of one row, and what a join would compare each with each as `in (...) is true`, which is
 * hashed.
 */
export function flushStatement(
  processId: string,
  batch: readonly HandledUpdate[],
  plans: readonly (readonly PlannedCall[])[],
  finishedAt: Date,
): { statement: PreparedStatement<FlushAnswer>; values: Record<string, unknown> } {
  const rows = groupWrites(batch);
  const texts = batch.every(({ entry }) => entry.fresh !== null) ? freshTexts : flushTexts;
  const { writes, statement } = texts.cover([...rows.values()].map(([write]) => write));
  const updates = batch.map((handled, place) => updateRow(handled, place, finishedAt));
  const values: Record<string, unknown> = {
    processId,
    finishedAt: finishedAt.toISOString(),
    ...givenUpdates.values(updates),
    ...givenCalls.values(callRows(batch, plans)),
  };
  for (const [index, write] of writes.entries()) {
    Object.assign(values, givenWrites(write, index).values(rows.get(write.id)?.[1] ?? []));
  }
  return { statement, values };
}

const textsOf = (part: typeof openPart): FlushTexts<PreparedStatement<FlushAnswer>> =>
  new FlushTexts((writes) => new PreparedStatement<FlushAnswer>(() => composeFlush(writes, part)));

/** A fresh update is younger than all that is journalled. */
const seqMax = '9223372036854775807';

const givenUpdates = new RowsParameter('updates', {
  place: 'int',
  known_seq: 'bigint',
  is_fresh: 'boolean',
  is_sent_before: 'boolean',
  epoch: 'bigint',
  state: 'text',
  reason: 'text',
  module_id: 'text',
  attempts: 'int',
  started_ms: 'float8',
  bucket: 'int',
  ...journalShape,
});

const givenCalls = new RowsParameter('calls', {
  place: 'int',
  position: 'int',
  chat_id: 'text',
  method: 'text',
  payload: 'text',
  policy: 'text',
  state: 'text',
  ref: 'text',
});

const writeName = (index: number): string => `write_${index}`;

const givenWrites = ({ columns }: WriteStatement, index: number) =>
  new RowsParameter(writeName(index), { place: 'int', ...columns });

const finished = sql`${sql.placeholder('finishedAt')}::timestamptz`;

/** All that is needed of an update once it is claimed; without what Telegram sent, which would be copied with it. */
const claimedColumns = sql.raw(
  'place, workspace_id, bot_id, update_id, seq, epoch, is_fresh, state, reason, module_id, attempts, started_at, bucket',
);

/** What only those need that the journal has already. */
const openPart = {
  claimed: sql`
      select ${claimedColumns}, u.row_id
      from (select * from held where not is_fresh and not is_overtaking order by seq) as open
      cross join lateral (
        select u.ctid as row_id from updates u
        where u.bot_id = open.bot_id and u.seq = open.seq and u.update_id = open.update_id and u.finished_at is null
        for update
      ) as u
      union all`,
  closed: sql`, closed as (
      update updates u set state = c.state, reason = c.reason, module_id = c.module_id, attempts = c.attempts,
        started_at = c.started_at, finished_at = ${finished}
      from claimed c
      where u.ctid = c.row_id
    )`,
};

const flushTexts = textsOf(openPart);
/** Most batches are of fresh ones alone, and each part costs a statement even where it finds nothing. */
const freshTexts = textsOf({ claimed: sql``, closed: sql`` });

function composeFlush(statements: readonly WriteStatement[], open: typeof openPart): SQL {
  const writes = statements.map(
    (statement, index) =>
      sql`, ${sql.identifier(writeName(index))} as (${statement.statement(writeSource(statement, index))})`,
  );
  return sql`
    with given as (
      select r.*, to_timestamp(r.started_ms / 1000) as started_at, to_timestamp(r.received_ms / 1000) as received_at
      from ${givenUpdates.source} as r
    ), lease as materialized (
      ${leaseOf(sql.placeholder('processId'))}
    ), held as materialized (
      select g.*, older.seq is not null as is_overtaking,
        case when g.is_fresh then nextval('updates_seq_seq') else g.known_seq end as seq
      from given g ${heldAndWanted}
      left join lateral (
        select w.seq from updates w
        where not g.is_sent_before and w.bot_id = g.bot_id and w.lane = g.lane and w.state = 'waiting' and w.is_foreign
          and w.seq < case when g.is_fresh then ${sql.raw(seqMax)} else g.known_seq end and w.update_id <> g.update_id limit 1
      ) as older on true
    ), born as (
      insert into updates (workspace_id, bot_id, update_id, seq, channel, lane, kind, command, contact_id, state, reason,
        module_id, attempts, is_foreign, body, received_at, started_at, finished_at)
      overriding system value
      select workspace_id, bot_id, update_id, seq, 'telegram', lane, kind, command, contact_id, state, reason,
        module_id, attempts, false, body, received_at, started_at, ${finished}
      from held where is_fresh and not is_overtaking order by place
      on conflict (workspace_id, bot_id, update_id) do nothing
      returning bot_id, update_id
    ), claimed as materialized (
      ${open.claimed}
      select ${claimedColumns}, null::tid as row_id from held
      where is_fresh and ((bot_id, update_id) in (select bot_id, update_id from born)) is true
    )${open.closed}${sql.join(writes)}, sent as (
      insert into outbox (workspace_id, bot_id, update_id, update_seq, position, module_id, ref, chat_id, method, payload, policy, state, epoch, created_at, sent_at)
      select c.workspace_id, c.bot_id, c.update_id, c.seq, r.position, c.module_id, r.ref, r.chat_id, r.method, r.payload, r.policy,
        r.state, c.epoch, ${finished}, case when r.state = 'expired' then ${finished} end
      from ${givenCalls.source} as r
      join claimed c using (place)
      order by place, r.position
      returning id
    ), counted as (
      insert into minute_counts (minute, is_received, state, bot_ids, buckets)
      select date_trunc('minute', ${finished}), is_fresh, state, array_agg(bot_id), array_agg(bucket)
      from claimed group by is_fresh, state
    )
    select coalesce((select json_agg(place) from held), '[]') as held,
      coalesce((select json_agg(place) from held where is_overtaking), '[]') as overtaking,
      coalesce((select json_agg(place order by place) from claimed), '[]') as claimed,
      coalesce((select json_agg(id order by id) from sent), '[]') as "callIds"`;
}

function updateRow(handled: HandledUpdate, place: number, finishedAt: Date) {
  const { record, entry } = handled;
  const { outcome } = handled.said;
  const journal = entry.fresh
    ? journalRow(record, entry.update, bodyOf(handled), entry.receivedAt)
    : { workspace_id: record.workspaceId, bot_id: record.id, update_id: entry.updateId, lane: entry.lane };
  // The spread is last: of fields behind it each would cost as much as all of these.
  return {
    place,
    known_seq: entry.seq,
    is_fresh: entry.fresh !== null,
    is_sent_before: entry.isCommitUnknown,
    epoch: handled.epoch,
    state: outcome.state,
    reason: 'reason' in outcome ? outcome.reason : null,
    module_id: 'moduleId' in outcome ? outcome.moduleId : null,
    attempts: handled.attempts,
    started_ms: handled.startedAt.getTime(),
    bucket: latencyBucket(finishedAt.getTime() - entry.receivedAt.getTime()),
    ...journal,
  };
}

/** Of a fresh update, with all that is said in answer: so that one text is sealed, not two. */
function bodyOf({ entry, said }: HandledUpdate): string {
  const payloads = said.calls.map((call) => JSON.stringify(call.payload));
  return joinBody(entry.text ?? JSON.stringify(entry.update), payloads);
}

function callRows(batch: readonly HandledUpdate[], plans: readonly (readonly PlannedCall[])[]) {
  return batch.flatMap((handled, place) =>
    handled.said.calls.map((call, position) => ({
      place,
      position,
      chat_id: call.chatId,
      method: call.method,
      payload: handled.entry.fresh
        ? null
        : handled.record.calls.seal(JSON.stringify(call.payload), { row: handled.record.id, column: 'payload' }),
      policy: call.policy,
      ref: call.ref,
      state: plans[place]?.[position]?.state ?? 'queued',
    })),
  );
}

type WriteRows = Record<string, unknown>[];

/** All rows of one statement together: two parts of a flush must not write one table's row. */
function groupWrites(batch: readonly HandledUpdate[]): Map<string, [WriteStatement, WriteRows]> {
  const groups = new Map<string, [WriteStatement, WriteRows]>();
  for (const [place, handled] of batch.entries()) {
    for (const write of handled.said.writes) addWrite(groups, place, write);
  }
  return groups;
}

function addWrite(groups: Map<string, [WriteStatement, WriteRows]>, place: number, write: SaidWrite): void {
  const group = groups.get(write.statement.id) ?? [write.statement, []];
  groups.set(write.statement.id, group);
  group[1].push({ place, ...write.row });
}

/** Whose update it was is told by the claim, not by the row. */
function writeSource(statement: WriteStatement, index: number): SQL {
  const names = Object.keys(statement.columns).map((column) => `, r.${column}`);
  return sql`(select c.workspace_id, c.bot_id, c.update_id${sql.raw(names.join(''))}
    from ${givenWrites(statement, index).source} as r join claimed c using (place)) as source`;
}
