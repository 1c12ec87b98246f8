import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const settleWithinMs = 30_000;

const dovecoteCounts = `select
  (select count(*) from updates)::int as journalled,
  (select count(*) from updates where state = 'done')::int as done,
  (select coalesce(sum(points), 0) from bench_points)::int as points,
  (select count(*) from outbox)::int as calls,
  (select count(*) from outbox where state not in ('sent', 'inline'))::int as open`;

const committedCounts = `select
  (select count(*) from updates where state = 'done')::int as journalled,
  (select count(body) from updates)::int as bodies,
  (select coalesce(sum(points), 0) from bench_points)::int as points,
  (select count(*) from outbox)::int as calls`;

const naiveCounts = `select
  (select count(*) from naive_updates)::int as journalled,
  (select coalesce(sum(points), 0) from naive_points)::int as points,
  (select count(*) from naive_outbox where state = 'sent')::int as sent`;

/** What is wrong in the product's database after `distinct` updates; waits for the last receipts first. */
export async function countDovecote(databaseUrl: string, distinct: number): Promise<string[]> {
  const wanted = { journalled: distinct, done: distinct, points: distinct, calls: distinct, open: 0 };
  return compare(databaseUrl, dovecoteCounts, wanted);
}

export async function countNaive(databaseUrl: string, distinct: number, sent: number): Promise<string[]> {
  return compare(databaseUrl, naiveCounts, { journalled: distinct, points: distinct, sent });
}

/** What is wrong after `done` updates were committed and none was sent. */
export async function countCommitted(databaseUrl: string, done: number): Promise<string[]> {
  return compare(databaseUrl, committedCounts, { journalled: done, bodies: done, points: done, calls: done });
}

async function compare(databaseUrl: string, counts: string, wanted: Record<string, number>): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const givesUpAt = performance.now() + settleWithinMs;
    for (;;) {
      const found = (await client.query<Record<string, number>>(counts)).rows[0] ?? {};
      const wrong = Object.entries(wanted).filter(([name, count]) => found[name] !== count);
      if (wrong.length === 0) return [];
      if (performance.now() > givesUpAt) return wrong.map(([name, count]) => `${name}: ${found[name]}, not ${count}`);
      await sleep(200);
    }
  } finally {
    await client.end();
  }
}
