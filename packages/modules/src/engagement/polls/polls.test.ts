import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageUpdate, type Talk, textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { checkLedger, noFaults } from '../ledger/check-ledger.test-helper';

const dayMs = 86_400_000;
const group = '-1001234567890';
let world: EngagementWorld;
let polled = 0;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { pollChat: group, pollReview: 'nobody', achievementChanges: [] } };
  await world.database.owner.execute(sql`
    insert into engagement_questions (workspace_id, bot_id, id, question, options, right_options, explanation, created_at)
    select 'ws_1', 'bot_1', 'q' || n, 'Question ' || n, '["a", "b", "c"]', '[0, 2]', 'Because.', now()
    from generate_series(1, 3) n`);
});
afterEach(async () => await world.database.close());

const sent = (said: Talk) => said.calls.find(({ method }) => method === 'sendPoll');

/** As Telegram's receipt does: says under which id it knows the poll. */
async function receipt(said: Talk): Promise<string> {
  const call = sent(said);
  polled += 1;
  await world.database.owner.execute(sql`
    insert into sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, poll_id, sent_at)
    values ('ws_1', 'bot_1', 'engagement', ${call?.ref?.replace('engagement/', '') ?? ''}, ${call?.chatId},
      ${polled}, ${`tg${polled}`}, now())`);
  return `tg${polled}`;
}

function answer(pollId: string, personId: number, optionIds: number[]): Promise<Talk> {
  const user = { id: personId, is_bot: false, first_name: 'Ada' };
  const poll_answer = { poll_id: pollId, user, option_ids: optionIds, option_persistent_ids: [] };
  return world.deliver({ update_id: world.nextId(), poll_answer } as unknown as Update);
}

const pointsFor = async (reason: string) => {
  const result = await world.database.owner.execute<{ points: string }>(sql`
    select coalesce(sum(case when reason = 'reversal' then sign(1 - 2 * (debit like 'person:%')::int) else 1 end * amount), 0)
      as points
    from engagement_entries where ${reason} = any(tags)`);
  return Number(result.rows[0]?.points);
};

describe('the weekly poll', () => {
  beforeEach(() => {
    const weeklyPolls = [{ question: 'Tea?', options: ['Yes', 'No'] }];
    world.settings = { engagement: { pollChat: group, weeklyPolls, weeklyPoll: { isOn: true } } };
  });

  it('is not anonymous, says what it pays, and whoever watches hears of it', async () => {
    const said = await world.runJob('weeklyPoll');
    expect(sent(said)?.payload).toMatchObject({
      chat_id: Number(group),
      question: 'Tea?',
      is_anonymous: false,
      description: '+5 points for a vote. Votes are not anonymous.',
    });
    const events = said.writes.filter(({ statement }) => statement.id === 'live_events.add');
    expect(events.map(({ row }) => row.event)).toEqual(['poll_created']);
  });

  it('pays the vote that stands: changed, taken back and given again it is still paid once', async () => {
    const poll = await receipt(await world.runJob('weeklyPoll'));
    const seen: number[] = [];
    for (const options of [[0], [1], [], [], [1], [0]]) {
      await answer(poll, 7, options);
      seen.push(await pointsFor('poll'));
    }
    expect(seen).toEqual([5, 5, 0, 0, 5, 5]);
    await answer(poll, 8, [0]);
    expect(await pointsFor('poll')).toBe(10);
    const votes = await world.database.owner.execute(sql`select option_ids from engagement_votes order by person_id`);
    expect(votes.rows).toEqual([{ option_ids: [0] }, { option_ids: [0] }]);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('counts a vote that came before Telegram’s receipt, and tells nobody who never wrote in private', async () => {
    const said = await world.runJob('weeklyPoll');
    const early = await answer(`tg${polled + 1}`, 7, [0]);
    expect(early.outcome.state).toBe('skipped');
    await receipt(said);
    world.pass(5_000);
    const late = await world.runJobs();
    expect(late.flatMap(({ calls }) => calls)).toEqual([]);
    expect(await pointsFor('poll')).toBe(5);
  });
});

describe('/quiz', () => {
  it('has several right answers and an explanation, and pays the first answer if it is right', async () => {
    const first = await world.say('/quiz');
    expect(sent(first)?.payload).toMatchObject({
      type: 'quiz',
      correct_option_ids: [0, 2],
      allows_multiple_answers: true,
      explanation: 'Because.',
    });
    expect(textsOf(await answer(await receipt(first), 1001, [2, 0]))[0]).toBe('✅ Right! +10 points');
    const again = await world.say('/quiz');
    expect(sent(again)?.payload.question).not.toBe(sent(first)?.payload.question);
    expect(textsOf(await answer(await receipt(again), 1001, [0]))[0]).toBe('❌ Not this time.');
    expect(await pointsFor('quiz')).toBe(10);
  });

  it('pays one question once, also out of two polls, and not after a wrong answer', async () => {
    const polls = [await world.say('/quiz'), await world.say('/quiz')];
    const [one = '', two = ''] = [await receipt(polls[0] as Talk), await receipt(polls[1] as Talk)];
    await answer(one, 1001, [1]);
    expect(textsOf(await answer(two, 1001, [0, 2]))[0]).toBe('✅ Right! You were paid for this before.');
    expect(await pointsFor('quiz')).toBe(0);
  });

  it('ends when the bank or the day does', async () => {
    for (let at = 0; at < 3; at += 1) await answer(await receipt(await world.say('/quiz')), 1001, [0, 2]);
    expect(textsOf(await world.say('/quiz'))[0]).toBe('There are no new questions at the moment.');
    world.settings = { engagement: { quizzesPerDay: 3 } };
    expect(textsOf(await world.say('/quiz'))[0]).toContain('enough for today');
    world.pass(dayMs);
    expect(textsOf(await world.say('/quiz'))[0]).toBe('There are no new questions at the moment.');
  });
});

describe('the daily challenge', () => {
  it('is one question for all, paid once a day wherever it is answered', async () => {
    const inGroup = await world.runJob('dailyChallenge');
    const own = await world.say('/challenge');
    expect(sent(own)?.payload.question).toBe(sent(inGroup)?.payload.question);
    await answer(await receipt(inGroup), 1001, [0, 2]);
    await answer(await receipt(own), 1001, [0, 2]);
    expect(await pointsFor('challenge')).toBe(15);
    expect(textsOf(await world.say('/challenge'))[0]).toContain('Come back tomorrow');
    world.pass(dayMs);
    await answer(await receipt(await world.say('/challenge')), 1001, [0, 2]);
    expect(await pointsFor('challenge')).toBe(30);
    const boards = await world.database.owner.execute(
      sql`select points::int as points from engagement_scores where board = ${`chat:${group}`} and period = 'ever'`,
    );
    expect(boards.rows).toEqual([{ points: 15 }]);
  });
});

describe('/poll', () => {
  it('makes a person’s own poll in a dialogue: anonymous, without points, so many a day', async () => {
    world.settings = { engagement: { pollReview: 'nobody', pollsPerDay: 2 } };
    expect(textsOf(await world.say('/poll'))[0]).toContain('Send me the question');
    const said = await world.say('/poll Where to?\nSea\nHills');
    expect(sent(said)?.payload).toMatchObject({ chat_id: 1001, question: 'Where to?', is_anonymous: true });
    expect(textsOf(await world.say('/poll Where to?\nSea\nSea'))[0]).toContain('That is no poll yet');
    await world.say('/poll Where to?\nSea\nHills', { chat: 'supergroup' });
    expect(textsOf(await world.say('/poll'))[0]).toBe('That was enough polls for today.');
  });

  it.each(['\u2800\nSea\nHills', 'Where to?\nSea\n\u3164', 'Where to?\nSea\n\u200b'])(
    'is not sent, nor said to be, when a line of it shows nothing: %j',
    async (text) => {
      const said = await world.say(`/poll ${text}`);
      expect(sent(said)).toBeUndefined();
      expect(textsOf(said)).toEqual([expect.stringContaining('That is no poll yet')]);
    },
  );

  it('waits for the owner, who may let it out once', async () => {
    world.settings = { engagement: { pollChat: group } };
    const said = await world.say('/poll Where to?\nSea\nHills');
    expect(sent(said)).toBeUndefined();
    expect(textsOf(said)[0]).toContain('The owner looks at it first');
    const [row] = (await world.database.owner.execute<{ id: string }>(sql`select id from engagement_polls`)).rows;
    const job = { key: row?.id ?? '', chatId: group };
    expect((await world.runJob('approvedPoll', job)).calls).toEqual([]);
    await world.database.owner.execute(sql`update engagement_polls set state = 'approved'`);
    expect(sent(await world.runJob('approvedPoll', job))?.payload.question).toBe('Where to?');
    expect((await world.runJob('approvedPoll', job)).calls).toEqual([]);
  });
});

describe('in a forum topic', () => {
  const topic = { is_topic_message: true as const, message_thread_id: 77 };
  const sayThere = (text: string) =>
    world.deliver(messageUpdate({ text, ...topic }, { chat: 'supergroup', updateId: world.nextId() }));

  it.each(['/quiz', '/challenge', '/poll Where to?\nSea\nHills'])('%s is sent where it was asked for', async (text) => {
    expect(sent(await sayThere(text))?.payload).toMatchObject({ message_thread_id: 77 });
    const outside = sent(await world.say(text, { chat: 'supergroup' }));
    expect(outside?.payload).not.toHaveProperty('message_thread_id');
  });

  it('a poll that waits for the owner goes to its topic when it is let out', async () => {
    world.settings = { engagement: {} };
    const said = await sayThere('/poll Where to?\nSea\nHills');
    expect(sent(said)).toBeUndefined();
    const polls = sql`select id, chat_id from engagement_polls`;
    const [row] = (await world.database.owner.execute<{ id: string; chat_id: string }>(polls)).rows;
    await world.database.owner.execute(sql`update engagement_polls set state = 'approved'`);
    const out = await world.runJob('approvedPoll', { key: row?.id ?? '', chatId: row?.chat_id ?? '' });
    expect(sent(out)?.payload).toMatchObject({ chat_id: Number(row?.chat_id), message_thread_id: 77 });
  });

  it('of a private chat no poll is sent elsewhere: another chat has other topics', async () => {
    const text = '/poll Where to?\nSea\nHills';
    const said = await world.deliver(messageUpdate({ text, ...topic }, { updateId: world.nextId() }));
    expect(sent(said)?.payload).toMatchObject({ chat_id: Number(group) });
    expect(sent(said)?.payload).not.toHaveProperty('message_thread_id');
  });
});
