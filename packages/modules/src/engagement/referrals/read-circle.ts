import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { Circle, Trace } from './judge-referral';
import { type Referral, readReferralOf, readReferralsBy } from './read-referrals';

const lineSteps = 3;
/** However many came by a link, the referee looks at the newest. */
const levelMax = 200;
/** Of everybody but the two: who did more is not taken for a program's, and nothing else is asked of them. */
const actsMax = 200;

/** What the referee may look at for a referral, as committed. */
export async function readCircle(reader: Reader, referral: Referral): Promise<Circle> {
  const { inviterId, invitedId } = referral;
  const ownInviter = (await readReferralOf(reader, inviterId))?.inviterId ?? null;
  const inviters = new Set([inviterId, invitedId, ...(ownInviter === null ? [] : [ownInviter])]);
  const around = (await Promise.all([...inviters].map((id) => readReferralsBy(reader, [id], levelMax)))).flat();
  const line = [...(await readLineUp(reader, inviterId)), ...(await readLineDown(reader, invitedId))];
  const others = around.filter(({ id }) => id !== referral.id);
  const acts = new Map([
    ...(await readActs(
      reader,
      [...others, ...line].map((one) => one.invitedId),
      actsMax,
    )),
    ...(await readActs(reader, [inviterId, invitedId])),
  ]);
  const traceOf = (one: Referral): Trace => seenSince(one.at.getTime(), acts.get(one.invitedId));
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
    const brought = await readReferralsBy(reader, level, levelMax);
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

/** What each of them did, oldest first; with `most`, the first so many. */
async function readActs(
  { db, workspaceId, botId }: Reader,
  personIds: readonly string[],
  most: number | null = null,
): Promise<ReadonlyMap<string, number[]>> {
  const result = await db.execute<{ person_id: string; acts: string[] }>(sql`
    select person_id, acts
    from (select distinct unnest(${sql.param(personIds)}::text[]) as person_id) as person
    cross join lateral (
      select jsonb_agg(at order by at) as acts from (
        select extract(epoch from t.day::timestamp) + second as at
        from engagement_traces t, unnest(t.seconds) as second
        where t.workspace_id = ${workspaceId} and t.bot_id = ${botId} and t.person_id = person.person_id
        order by t.day, second limit ${most}
      ) as first
    ) as done
    where acts is not null`);
  return new Map(result.rows.map(({ person_id, acts }) => [person_id, acts.map((second) => Number(second) * 1_000)]));
}

async function readJoined({ db, workspaceId, botId }: Reader, personId: string): Promise<number> {
  const result = await db.execute<{ joined_at: string | Date }>(sql`
    select joined_at from engagement_people
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id = ${personId}`);
  const [row] = result.rows;
  return row ? new Date(row.joined_at).getTime() : 0;
}
