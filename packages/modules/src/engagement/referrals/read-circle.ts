import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { Circle, Trace } from './judge-referral';
import { type Referral, readReferralOf, readReferralsBy } from './read-referrals';

const lineSteps = 3;

/** What the referee may look at for a referral, as committed. */
export async function readCircle(reader: Reader, referral: Referral): Promise<Circle> {
  const { inviterId, invitedId } = referral;
  const ownInviter = (await readReferralOf(reader, inviterId))?.inviterId ?? null;
  const around = await readReferralsBy(reader, [inviterId, invitedId, ...(ownInviter === null ? [] : [ownInviter])]);
  const line = [...(await readLineUp(reader, inviterId)), ...(await readLineDown(reader, invitedId))];
  const acts = await readActs(reader, [inviterId, invitedId, ...[...around, ...line].map((one) => one.invitedId)]);
  const traceOf = (one: Referral): Trace => seenSince(one.at.getTime(), acts.get(one.invitedId));
  const others = around.filter(({ id }) => id !== referral.id);
  return {
    invited: traceOf(referral),
    inviter: seenSince(await readJoined(reader, inviterId), acts.get(inviterId)),
    siblings: others.filter((one) => one.inviterId === inviterId).map(traceOf),
    kin: others.filter((one) => one.inviterId !== inviterId).map(traceOf),
    line: line.map(traceOf),
  };
}

/** By whom the person came, by whom that one, and so on. */
async function readLineUp(reader: Reader, personId: string): Promise<Referral[]> {
  const line: Referral[] = [];
  for (let next = personId; line.length < lineSteps; ) {
    const own = await readReferralOf(reader, next);
    if (own === null) break;
    line.push(own);
    next = own.inviterId;
  }
  return line;
}

/** Whom the person brought, whom those brought, and so on. */
async function readLineDown(reader: Reader, personId: string): Promise<Referral[]> {
  const line: Referral[] = [];
  let level = [personId];
  for (let step = 0; step < lineSteps && level.length > 0; step += 1) {
    const brought = await readReferralsBy(reader, level);
    line.push(...brought);
    level = brought.map((one) => one.invitedId);
  }
  return line;
}

/** On how many days of a zone somebody did something, the day of coming included. */
export async function readActiveDays(reader: Reader, referral: Referral, dayOf: (at: Date) => string): Promise<number> {
  const acts = (await readActs(reader, [referral.invitedId])).get(referral.invitedId) ?? [];
  return new Set([referral.at.getTime(), ...acts].map((at) => dayOf(new Date(at)))).size;
}

function seenSince(firstSeenMs: number, acts: readonly number[] = []): Trace {
  return { firstSeenMs, actsMs: acts.filter((at) => at > firstSeenMs) };
}

async function readActs(
  { db, workspaceId, botId }: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, number[]>> {
  const result = await db.execute<{ person_id: string; acts: string[] }>(sql`
    select person_id, jsonb_agg(extract(epoch from day::timestamp) + second order by day, second) as acts
    from engagement_traces, unnest(seconds) as second
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id in ${personIds}
    group by person_id`);
  return new Map(result.rows.map(({ person_id, acts }) => [person_id, acts.map((second) => Number(second) * 1_000)]));
}

async function readJoined({ db, workspaceId, botId }: Reader, personId: string): Promise<number> {
  const result = await db.execute<{ joined_at: string | Date }>(sql`
    select joined_at from engagement_people
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id = ${personId}`);
  const [row] = result.rows;
  return row ? new Date(row.joined_at).getTime() : 0;
}
