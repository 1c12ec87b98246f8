import { engagementQuestions } from '@dovecote/db/schema/engagement-polls';
import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { syncSchedules } from '@dovecote/services/modules/sync-schedules';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { createBench, type TestBot } from './manager-bench.test-helper';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const botZones = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York'];
const personZones = ['Europe/Berlin', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Auckland', 'Africa/Cairo', 'UTC'];
/** The end of the week in which clocks in Europe go from two to three. */
const startIso = '2027-03-26T21:00:00Z';
const habits = ['daily', 'freezes', 'quiet', 'unreminded', 'stopped', 'voter'] as const;

export type Habit = (typeof habits)[number];
export const reminders = { isOn: true, afterDays: 1, everyDays: 1, most: 2, quietFrom: 21, quietTo: 9 };
export const challengeHour = 10;
/** An hour that this week's Sunday does not have in Berlin. */
export const weeklyHour = 2;

export interface LivedPerson {
  name: string;
  habit: Habit;
  zone: string;
  checkIns: number;
  streak: number;
  /** What the bot said without being asked, as the sandbox saw it. */
  unasked: { text: string; at: Date }[];
}

export interface LivedBot {
  zone: string;
  people: LivedPerson[];
  /** Polls in the group, as the sandbox saw them. */
  polls: { isQuiz: boolean; at: Date }[];
  votes: number;
  pollLines: number;
}

interface Someone {
  name: string;
  habit: Habit;
  zone: string;
  noons: number;
  checkIns: number;
}

interface SeenMessage {
  messageId: number;
  from: 'bot' | 'person';
  text: string;
  date: string;
  poll?: { type: string; votes: number[] };
}

/** Lets people of three bots live for days, hour by hour, on a clock that real servers share; answers what was seen. */
export async function liveWeek({ people, days }: { people: number; days: number }): Promise<LivedBot[]> {
  const bench = await createBench({ chatsPerBotMax: people + 10 });
  try {
    const startMs = Date.parse(startIso);
    let aheadMs = 0;
    const nowMs = () => Date.now() + aheadMs;
    const moveTo = async (atMs: number): Promise<void> => {
      const advanceMs = Math.max(0, atMs - nowMs());
      await bench.control('POST', '/clock', { advanceMs });
      aheadMs += advanceMs;
    };
    await moveTo(startMs);
    const places: Place[] = [];
    for (const zone of botZones) places.push(await openPlace(bench, zone, new Date(nowMs())));
    await bench.startManager({}, { clock: () => new Date(nowMs()), workEveryMs: 50 });
    // The journal is counted below: nothing of it goes by age meanwhile.
    await bench.db.execute(sql`update schedules set next_run_at = '2099-01-01'`);
    for (let at = 0; at < people; at += 1) {
      const place = places[at % places.length];
      const habit = habits[Math.floor(at / places.length) % habits.length] ?? 'daily';
      const zone = personZones[Math.floor(at / 5) % personZones.length] ?? 'UTC';
      place?.people.push({ name: `p${at}`, habit, zone, noons: 0, checkIns: 0 });
    }
    await settleAll(bench, places, nowMs);
    for (const place of places) await welcome(bench, place);
    await settleAll(bench, places, nowMs);
    for (const place of places) await moveIn(bench, place);
    for (let hour = 1; hour <= days * 24; hour += 1) {
      await moveTo(startMs + hour * hourMs);
      for (const place of places) await liveHour(bench, place, new Date(nowMs()));
      await settleAll(bench, places, nowMs);
    }
    const lived: LivedBot[] = [];
    for (const place of places) lived.push(await lookBack(bench, place));
    return lived;
  } finally {
    await bench.close();
  }
}

type Bench = Awaited<ReturnType<typeof createBench>>;

interface Place {
  bot: TestBot;
  zone: string;
  group: number;
  people: Someone[];
  sent: number;
  votes: number;
}

async function openPlace(bench: Bench, zone: string, now: Date): Promise<Place> {
  const settings = { core: { timeZone: zone }, engagement: {} as object };
  const bot = await bench.createBot({}, settings);
  const { chatId: group } = await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, {
    workspaceId: bot.workspaceId,
    person: 'owner',
    title: 'Group',
  });
  settings.engagement = {
    pollChat: String(group),
    weeklyPoll: { isOn: true, weekday: 0, hour: weeklyHour },
    weeklyPolls: [{ question: 'Tea or coffee?', options: ['Tea', 'Coffee'] }],
    challenge: { isOn: true, hour: challengeHour },
    reminders,
  };
  await bench.db.execute(sql`
    update module_settings set settings = ${JSON.stringify(settings.engagement)}::jsonb
    where bot_id = ${bot.id} and module_id = 'engagement'`);
  await bench.db.transaction((tx) => syncSchedules(tx, bot, now));
  await bench.db.insert(engagementQuestions).values({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    id: 'q1',
    question: 'Which are even?',
    options: ['1', '2', '4'],
    right: [1, 2],
    explanation: '',
    createdAt: now,
  });
  return { bot, zone, group, people: [], sent: 0, votes: 0 };
}

async function welcome(bench: Bench, place: Place): Promise<void> {
  for (const person of place.people) {
    await say(bench, place, person, '/start');
    await say(bench, place, person, '/dashboard');
  }
}

/** People set their clocks, and some their wishes; voters join the group. */
async function moveIn(bench: Bench, place: Place): Promise<void> {
  const { bot, group } = place;
  for (const { name, habit, zone } of place.people) {
    const personId = await idOf(bench, bot, name);
    await bench.db.execute(
      sql`update engagement_people set time_zone = ${zone} where bot_id = ${bot.id} and person_id = ${personId}`,
    );
    if (habit === 'unreminded') {
      await bench.db.execute(sql`
        insert into engagement_choices (workspace_id, bot_id, person_id, wants_no_reminders)
        values (${bot.workspaceId}, ${bot.id}, ${personId}, true)`);
    }
    if (habit === 'voter') {
      const member = { workspaceId: bot.workspaceId, person: name, status: 'member' };
      await bench.control('POST', `/groups/${bot.username}/${group}/members`, member);
    }
  }
}

async function liveHour(bench: Bench, place: Place, now: Date): Promise<void> {
  for (const person of place.people) {
    if (localTime(now, person.zone).hour !== 12) continue;
    const { habit, noons } = person;
    person.noons += 1;
    if (habit === 'stopped' && noons === 0) await say(bench, place, person, '/stop');
    if (habit === 'voter') await voteInGroup(bench, place, person.name);
    const isAway = habit === 'freezes' && noons === 1;
    if (isAway || !(habit === 'daily' || habit === 'freezes' || habit === 'voter')) continue;
    await say(bench, place, person, '/checkin');
    person.checkIns += 1;
  }
}

async function voteInGroup(bench: Bench, place: Place, name: string): Promise<void> {
  const { bot, group } = place;
  const open = (await messagesOf(bench, bot, name, group)).filter(({ poll }) => poll?.votes.length === 0);
  for (const { messageId, poll } of open) {
    const optionIds = poll?.type === 'quiz' ? [1, 2] : [0];
    const vote = { workspaceId: bot.workspaceId, person: name, chatId: group, messageId, optionIds };
    await bench.control('POST', `/chats/${bot.username}/votes`, vote);
    place.votes += 1;
  }
}

async function say(bench: Bench, place: Place, { name }: Someone, text: string): Promise<void> {
  await bench.send(place.bot, name, text);
  place.sent += 1;
}

/** All that was said is journalled, handled and sent, and nothing is due any more. */
async function settleAll(bench: Bench, places: readonly Place[], nowMs: () => number): Promise<void> {
  const sent = places.reduce((sum, place) => sum + place.sent, 0);
  const votes = places.reduce((sum, place) => sum + place.votes, 0);
  await eventually(async () => {
    const result = await bench.db.execute<Record<string, string>>(sql`
      select (select count(*) from updates where state = 'waiting') as waiting,
        (select count(*) from outbox where state in ('queued', 'sending', 'inline')) as unsent,
        (select count(*) from module_jobs where run_at <= ${new Date(nowMs()).toISOString()}::timestamptz) as due,
        ${sent} - (select count(*) from updates where kind = 'message' and lane not like 'chat:-%') as unseen,
        ${votes} - (select count(*) from updates where kind = 'poll_answer') as uncounted`);
    const open = result.rows[0] ?? {};
    if (Object.values(open).some((count) => Number(count) !== 0)) throw new Error(JSON.stringify(open));
  }, 60_000);
}

async function lookBack(bench: Bench, place: Place): Promise<LivedBot> {
  const { bot, zone, group } = place;
  const people: LivedPerson[] = [];
  for (const { name, habit, zone: ownZone, checkIns } of place.people) {
    const result = await bench.db.execute<{ streak: number | null }>(sql`
      select streak from engagement_people where bot_id = ${bot.id} and person_id = ${await idOf(bench, bot, name)}`);
    const unasked = unaskedOf(await messagesOf(bench, bot, name));
    const streak = Number(result.rows[0]?.streak ?? 0);
    people.push({ name, habit, zone: ownZone, checkIns, streak, unasked });
  }
  const inGroup = await messagesOf(bench, bot, 'owner', group);
  const lines = await bench.db.execute<{ found: string }>(sql`
    select count(*) as found from engagement_entries where bot_id = ${bot.id} and reason in ('poll', 'challenge')`);
  return {
    zone,
    people,
    polls: inGroup.flatMap(({ poll, date }) => (poll ? [{ isQuiz: poll.type === 'quiz', at: new Date(date) }] : [])),
    votes: place.votes,
    pollLines: Number(lines.rows[0]?.found),
  };
}

/** What no word of the person's stands shortly before. */
function unaskedOf(messages: readonly SeenMessage[]): LivedPerson['unasked'] {
  const asked = messages.filter(({ from }) => from === 'person').map(({ date }) => Date.parse(date));
  return messages
    .filter(({ from }) => from === 'bot')
    .map(({ text, date }) => ({ text, at: new Date(date) }))
    .filter(({ at }) => !asked.some((one) => one <= at.getTime() && at.getTime() - one < 10 * minuteMs));
}

async function messagesOf(bench: Bench, bot: TestBot, person: string, group?: number): Promise<SeenMessage[]> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
  if (group !== undefined) query.set('chatId', String(group));
  const chat = await bench.control<{ messages: SeenMessage[] }>('GET', `/chats/${bot.username}/messages?${query}`);
  return chat.messages;
}

async function idOf(bench: Bench, bot: TestBot, person: string): Promise<string> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
  const chat = await bench.control<{ person: { id: number } | null }>(
    'GET',
    `/chats/${bot.username}/messages?${query}`,
  );
  return String(chat.person?.id);
}
