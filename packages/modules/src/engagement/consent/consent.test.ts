import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';

const child = { personId: 12 };
const parent = { personId: 40 };
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
});
afterEach(async () => await world.database.close());

/** Everything the module keeps of somebody, besides what they agreed to. */
async function kept(personId: number): Promise<number> {
  const result = await world.database.owner.execute<{ found: string }>(sql`
    select (select count(*) from engagement_people where person_id = ${String(personId)})
      + (select count(*) from engagement_entries where credit = ${`person:${personId}`})
      + (select count(*) from engagement_traces where person_id = ${String(personId)})
      + (select count(*) from engagement_games where person_id = ${String(personId)}) as found`);
  return Number(result.rows[0]?.found);
}

describe('consent', () => {
  beforeEach(() => {
    world.settings = { engagement: { asksConsent: true } };
  });

  it('comes before anything is kept, by whatever way somebody begins', async () => {
    for (const text of ['/dashboard', '/checkin', '/game', '/leaderboard', '/refer', '/quiz', '/poll', 'hello']) {
      await world.say(text);
    }
    await world.say('/checkin', { chat: 'supergroup' });
    expect(await kept(1001)).toBe(0);
    const asked = await world.say('/checkin');
    expect(textsOf(asked)[0]).toContain('Do you agree?');
    const begun = await world.press(asked, 'I agree');
    expect(await kept(1001)).toBe(0);
    await world.press(begun, 'Begin');
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in');
    expect(await kept(1001)).toBeGreaterThan(0);
  });

  it('is asked anew of who had everything deleted', async () => {
    await world.press(await world.say('/checkin'), 'I agree');
    await world.press(await world.say('/deleteme'), 'Delete it');
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Do you agree?');
  });
});

describe('the age gate', () => {
  beforeEach(() => {
    world.settings = { engagement: { minimumAge: 16, asksConsent: true } };
  });

  it('lets people of age on to consent, and nobody younger change their mind', async () => {
    const asked = await world.say('/checkin', child);
    const told = await world.press(asked, 'Younger', child);
    expect(textsOf(told)[0]).toContain('a parent or guardian has to agree');
    expect(textsOf(await world.press(asked, '16 or older', child))[0]).toContain('a parent or guardian');
    const grown = await world.press(await world.say('/checkin', parent), '16 or older', parent);
    expect(textsOf(grown)[0]).toContain('Do you agree?');
  });

  it('lets a child in by a grown-up’s word, given by a signed link, and out again when it is taken back', async () => {
    const asked = await world.press(await world.say('/checkin', child), 'Younger', child);
    const link = /\?start=(\S+)/.exec(textsOf(asked)[0] ?? '')?.[1] ?? '';
    expect(textsOf(await world.say(`/start ${link}`, child))[0]).toContain('for a parent or guardian to decide');
    expect(textsOf(await world.say(`/start ${link.slice(0, -2)}xx`, parent)).join()).not.toContain('guardian');
    const about = await world.say(`/start ${link}`, parent);
    const agreed = await world.press(about, 'I agree', parent);
    expect((await world.runJobs()).flatMap(textsOf)[0]).toContain('you can take part now');
    expect(textsOf(await world.say('/checkin', child))[0]).toContain('Checked in');
    const other = { personId: 41 };
    expect((await world.press(about, 'I agree', other)).calls[0]?.payload.text).toContain('for a parent or guardian');
    await world.press(agreed, 'Take it back', parent);
    expect((await world.runJobs()).flatMap(textsOf)[0]).toContain('took their word back');
    expect(textsOf(await world.say('/checkin', child))[0]).toContain('a parent or guardian has to agree');
  });

  it('is nobody’s word any more once the guardian had everything deleted', async () => {
    const asked = await world.press(await world.say('/checkin', child), 'Younger', child);
    const link = /\?start=(\S+)/.exec(textsOf(asked)[0] ?? '')?.[1] ?? '';
    await world.press(await world.say(`/start ${link}`, parent), 'I agree', parent);
    await world.press(await world.say('/deleteme', parent), 'Delete it', parent);
    expect(buttonsOf(await world.say('/checkin', child)).map(({ text }) => text)).toContain('Younger');
  });
});
