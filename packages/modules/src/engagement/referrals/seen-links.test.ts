import { engagementPeople } from '@dovecote/db/schema/engagement';
import { engagementReferrals, engagementTraces } from '@dovecote/db/schema/engagement-referrals';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owner } from '../../kit/apply-writes.test-helper';
import { createTalkDatabase, type TalkDatabase } from '../../kit/talk-database.test-helper';
import { createReferralWorld, tuningSeeds } from './attack-set.test-helper';
import type { Circle, Trace } from './judge-referral';
import { readCircle } from './read-circle';
import { readReferral } from './read-referrals';
import { seenLinksOf } from './referee-score.test-helper';
import { type SeenLink, SeenLinks } from './seen-links.test-helper';

const dayMs = 86_400_000;
const linksMax = 250;
let database: TalkDatabase;
let seen: SeenLinks;

beforeAll(async () => {
  database = await createTalkDatabase();
  seen = firstOf(seenLinksOf(createReferralWorld(tuningSeeds[0] ?? 0)));
  await database.owner.insert(engagementReferrals).values(
    seen.all.map(({ inviter, invited, atMs }) => {
      return {
        ...owner,
        id: `r${invited}`,
        invitedId: invited,
        inviterId: inviter,
        state: 'waiting' as const,
        at: new Date(atMs),
      };
    }),
  );
  const inviters = [...new Set(seen.all.map(({ inviter }) => inviter))];
  await database.owner.insert(engagementPeople).values(
    inviters.map((personId) => {
      const cameAt = new Date(seen.cameAt(personId));
      return { ...owner, personId, joinedAt: cameAt, seenAt: cameAt };
    }),
  );
  await database.owner
    .insert(engagementTraces)
    .values([...seen.acts].flatMap(([person, acts]) => daysOf(person, acts)));
  await database.owner.execute(sql`analyze`);
});
afterAll(async () => await database.close());

test('for each referral of a world the referee is shown what the world’s own reckoning shows', async () => {
  const reader = { db: database.db, workspaceId: proveWorkspace(owner.workspaceId), botId: owner.botId };
  const most = { siblings: 0, kin: 0, line: 0 };
  for (const link of seen.all) {
    const referral = await readReferral(reader, `r${link.invited}`);
    const read = inOrder(await readCircle(reader, referral ?? never()));
    expect(read).toEqual(inOrder(seen.circleOf(link, Number.POSITIVE_INFINITY)));
    most.siblings = Math.max(most.siblings, read.siblings.length);
    most.kin = Math.max(most.kin, read.kin.length);
    most.line = Math.max(most.line, read.line.length);
  }
  expect(most.siblings).toBeGreaterThan(10);
  expect(most.kin).toBeGreaterThan(5);
  expect(most.line).toBeGreaterThan(3);
});

/** The first few hundred links, with whole milliseconds, and the people they name. */
function firstOf(world: SeenLinks): SeenLinks {
  const links: SeenLink[] = world.all.slice(0, linksMax).map((link) => ({ ...link, atMs: Math.round(link.atMs) }));
  const people = new Set(links.flatMap(({ inviter, invited }) => [inviter, invited]));
  const acts = [...people].map((person): [string, number[]] => [
    person,
    (world.acts.get(person) ?? []).map((atMs) => Math.round(atMs)),
  ]);
  return new SeenLinks(links, new Map(acts));
}

function daysOf(personId: string, acts: readonly number[]) {
  const byDay = new Map<string, number[]>();
  for (const atMs of acts) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), Math.floor((atMs % dayMs) / 1_000)]);
  }
  return [...byDay].map(([day, seconds]) => ({ ...owner, personId, day, seconds: seconds.slice(0, 50) }));
}

function inOrder({ invited, inviter, siblings, kin, line }: Circle): Circle {
  const sorted = (traces: readonly Trace[]) =>
    [...traces].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return { invited, inviter, siblings: sorted(siblings), kin: sorted(kin), line: sorted(line) };
}

function never(): never {
  throw new Error('There is no such referral.');
}
