import { createHash } from 'node:crypto';
import type { Queryable } from '@dovecote/db/client';
import { attempts } from '@dovecote/db/schema/attempts';
import { AppError } from '@dovecote/errors/app-error';
import { eq, sql } from 'drizzle-orm';
import type { AppServices } from '../service-context';

/** How often something may be tried. */
export type AttemptRule =
  /** A wait that doubles with each attempt after the first few: 1 s, 2 s, 4 s... to 15 minutes. */
  | { kind: 'growing'; freeMax: number }
  /** So many within a window that begins with the first. */
  | { kind: 'budget'; max: number; windowMs: number };

type AttemptServices = Pick<AppServices, 'clock'> & { db: Queryable };

const delaySecondsMax = 15 * 60;
const forgetMs = 60 * 60_000;
const keptMs = 24 * 3_600_000;
const prunedMax = 200;

/** Attempts of this process that wait for the one before them at the same key. */
const lines = new Map<string, Promise<AppError | null>>();

/**
 * Counts an attempt in one statement before it is made, so that attempts at once and in other processes count too. A
 * flood at one key stands in line here and not for connections: who waits behind a refused attempt is refused with it.
 * @throws AppError `RATE_LIMITED` with the seconds to wait; such an attempt is not counted.
 */
export async function spendAttempt(services: AttemptServices, name: string, rule: AttemptRule): Promise<void> {
  const key = keyOf(name);
  const before = lines.get(key)?.catch(() => null) ?? Promise.resolve(null);
  const turn = before.then(async (refusal) => refusal ?? (await countAttempt(services, key, rule)));
  lines.set(key, turn);
  try {
    const refusal = await turn;
    if (refusal !== null) throw refusal;
  } finally {
    if (lines.get(key) === turn) lines.delete(key);
  }
}

/** Null once it is counted, else why it is not. */
async function countAttempt(services: AttemptServices, key: string, rule: AttemptRule): Promise<AppError | null> {
  const now = services.clock();
  const set = {
    count: sql`${nextCount(rule, now)}`,
    since: nextSince(rule, now),
    lastAt: now,
    blockedUntil: nextBlock(rule, now),
  };
  const [row] = await services.db
    .insert(attempts)
    .values({ key, count: 1, since: now, lastAt: now, blockedUntil: firstBlock(rule, now) })
    .onConflictDoUpdate({
      target: attempts.key,
      set,
      setWhere: sql`${attempts.blockedUntil} is null or ${attempts.blockedUntil} <= ${now}`,
    })
    .returning({ count: attempts.count });
  if (row === undefined) return await limited(services, key, now);
  if (row.count === 1) await prune(services.db, now);
  return null;
}

/** Forgets the attempts under a name: the right answer came. */
export async function forgetAttempts(services: AttemptServices, name: string): Promise<void> {
  await services.db.delete(attempts).where(eq(attempts.key, keyOf(name)));
}

/** Takes one attempt back: it turned out not to be a guess. */
export async function refundAttempt(services: AttemptServices, name: string): Promise<void> {
  await services.db
    .update(attempts)
    .set({ count: sql`greatest(${attempts.count} - 1, 0)`, blockedUntil: null })
    .where(eq(attempts.key, keyOf(name)));
}

function firstBlock(rule: AttemptRule, now: Date): Date | null {
  return rule.kind === 'budget' && rule.max <= 1 ? new Date(now.getTime() + rule.windowMs) : null;
}

function isOver(rule: AttemptRule, now: Date) {
  const [column, ms] = rule.kind === 'budget' ? [attempts.since, rule.windowMs] : [attempts.lastAt, forgetMs];
  return sql`${column} <= ${new Date(now.getTime() - ms)}`;
}

function nextCount(rule: AttemptRule, now: Date) {
  return sql`case when ${isOver(rule, now)} then 1 else ${attempts.count} + 1 end`;
}

function nextSince(rule: AttemptRule, now: Date) {
  return sql`case when ${isOver(rule, now)} then ${now}::timestamptz else ${attempts.since} end`;
}

function nextBlock(rule: AttemptRule, now: Date) {
  const count = nextCount(rule, now);
  if (rule.kind === 'budget') {
    const end = sql`${attempts.since} + make_interval(secs => ${rule.windowMs / 1000})`;
    return sql`case when ${count} >= ${rule.max} then ${end} end`;
  }
  const seconds = sql`least(${delaySecondsMax}, power(2, least(${count} - ${rule.freeMax}, 12)))`;
  return sql`case when ${count} >= ${rule.freeMax} then ${now}::timestamptz + make_interval(secs => ${seconds}) end`;
}

async function limited(services: AttemptServices, key: string, now: Date): Promise<AppError> {
  const [row] = await services.db
    .select({ blockedUntil: attempts.blockedUntil })
    .from(attempts)
    .where(eq(attempts.key, key));
  const waitMs = (row?.blockedUntil?.getTime() ?? 0) - now.getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('RATE_LIMITED', `Too many attempts. Wait ${retryAfterSeconds} seconds, then try again.`, {
    retryAfterSeconds,
  });
}

async function prune(db: Queryable, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await db.execute(sql`
    delete from attempts where key in (
      select key from attempts where last_at < ${before} order by last_at limit ${prunedMax} for update skip locked)`);
}

/** Names hold addresses, which the table need not know. */
function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}
