import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { isQuietHour } from './is-quiet-hour';

const hourMs = 3_600_000;
const rules = { isOn: true, afterDays: 2, everyDays: 2, most: 2, quietFrom: 21, quietTo: 9 };
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { reminders: rules } };
});
afterEach(async () => await world.database.close());

async function begin(personId: number, zone: string | null = null): Promise<void> {
  await world.say('/dashboard', { personId });
  await world.database.owner.execute(sql`
    insert into contacts (workspace_id, bot_id, channel, external_id, kind, first_seen_at, last_seen_at)
    values ('ws_1', 'bot_1', 'telegram', ${String(personId)}, 'private', now(), now())`);
  await world.database.owner.execute(
    sql`update engagement_people set time_zone = ${zone} where person_id = ${String(personId)}`,
  );
}

/** Lets hours pass as the schedule does; answers who was written to, and when. */
async function live(hours: number): Promise<{ at: Date; personId: string; text: string }[]> {
  const told: { at: Date; personId: string; text: string }[] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    world.pass(hourMs);
    await world.runJob('remind');
    for (const said of await world.runJobs()) {
      for (const call of said.calls) {
        told.push({ at: world.now, personId: call.chatId ?? '', text: String(call.payload.text) });
      }
    }
  }
  return told;
}

describe('reminders', () => {
  it('reach quiet people where it is day, so many and no more', async () => {
    await begin(1, 'Asia/Tokyo');
    await begin(2, 'America/Los_Angeles');
    await begin(3);
    const told = await live(20 * 24);
    for (const personId of ['1', '2', '3']) {
      const own = told.filter((one) => one.personId === personId);
      expect(own).toHaveLength(2);
      const gapMs = (own[1]?.at.getTime() ?? 0) - (own[0]?.at.getTime() ?? 0);
      expect(gapMs).toBeGreaterThanOrEqual(48 * hourMs);
    }
    const zones: Record<string, string> = { 1: 'Asia/Tokyo', 2: 'America/Los_Angeles', 3: 'UTC' };
    for (const { at, personId } of told) expect(isQuietHour(at, zones[personId] ?? '', rules)).toBe(false);
  });

  it('begin anew when somebody comes back, and stop for who asks, says /stop or blocks', async () => {
    for (const personId of [1, 2, 3, 4]) await begin(personId);
    const first = await live(3 * 24);
    expect(first.map(({ personId }) => personId).sort()).toEqual(['1', '2', '3', '4']);
    await world.say('/dashboard', { personId: 1 });
    const habits = await world.press(await world.say('/dashboard', { personId: 2 }), 'What next', { personId: 2 });
    await world.press(habits, 'No reminders', { personId: 2 });
    await world.database.owner.execute(sql`update contacts set is_stopped = true where external_id = '3'`);
    await world.database.owner.execute(sql`update contacts set is_blocked = true where external_id = '4'`);
    const later = await live(20 * 24);
    expect(later.map(({ personId }) => personId)).toEqual(['1', '1']);
  });

  it('say what could be next and why, from the person’s own numbers, unless they want no suggestions', async () => {
    await begin(1);
    for (let day = 0; day < 2; day += 1) {
      await world.say('/checkin', { personId: 1 });
      world.pass(24 * hourMs);
    }
    const habits = await world.press(await world.say('/dashboard', { personId: 1 }), 'What next', { personId: 1 });
    expect(textsOf(habits)[0]).toBe(
      '🔥 Check in today and make it 3 days in a row.\nWhy this: you checked in 2 days in a row',
    );
    expect((await live(3 * 24))[0]?.text).toContain('Why this: ');
    await world.press(habits, 'No suggestions', { personId: 1 });
    expect((await live(5 * 24))[0]?.text).toBe('👋 We have not seen you for a while.');
  });
});

describe('quiet hours', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
  it.each([
    [21, 9, 20, false],
    [21, 9, 21, true],
    [21, 9, 8, true],
    [21, 9, 9, false],
    [1, 5, 4, true],
    [1, 5, 5, false],
    [7, 7, 7, false],
  ])('from %d to %d: at %d o’clock %s', (quietFrom, quietTo, hour, isQuiet) => {
    expect(isQuietHour(at(hour), 'UTC', { quietFrom, quietTo })).toBe(isQuiet);
  });

  it('follow a change of clocks', () => {
    const before = new Date('2026-03-28T08:30:00Z');
    const after = new Date('2026-03-29T07:30:00Z');
    expect(isQuietHour(before, 'Europe/Berlin', { quietFrom: 21, quietTo: 9 })).toBe(false);
    expect(isQuietHour(after, 'Europe/Berlin', { quietFrom: 21, quietTo: 9 })).toBe(false);
    const dayBefore = new Date('2026-03-28T07:30:00Z');
    expect(isQuietHour(dayBefore, 'Europe/Berlin', { quietFrom: 21, quietTo: 9 })).toBe(true);
  });
});
