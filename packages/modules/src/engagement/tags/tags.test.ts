import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Talk, talk, textUpdate } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';

const group = -100_001_001;
const inGroup = { chat: 'supergroup' as const };
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = {
    core: { defaultLanguage: 'ru' },
    engagement: { tagGroups: [String(group)], levels: [{ points: 20 }, { points: 500 }], achievementChanges: [] },
  };
});
afterEach(async () => await world.database.close());

const tagsOf = ({ calls }: Talk) =>
  calls.filter(({ method }) => method === 'setChatMemberTag').map(({ payload }) => payload);

async function give(points: number): Promise<void> {
  await world.database.owner.execute(sql`
    insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, at)
    values ('ws_1', 'bot_1', ${`gift:${world.nextId()}`}, 'house:adjustment', 'person:1001', ${points}, 'adjustment',
      true, '2026-03-02', now())`);
}

async function refuse(): Promise<void> {
  await world.database.owner.execute(sql`update engagement_tags set refusal = '400 not enough rights'`);
}

describe('a tag in a group', () => {
  it('is the level in the bot’s language, set once for each change, wherever it is reached', async () => {
    expect(tagsOf(await world.say('/checkin', inGroup))).toEqual([{ chat_id: group, user_id: 1001, tag: 'Уровень 1' }]);
    expect(tagsOf(await world.say('/leaderboard', inGroup))).toEqual([]);
    await give(30);
    expect(tagsOf(await world.say('/dashboard'))).toEqual([{ chat_id: group, user_id: 1001, tag: 'Уровень 2' }]);
    expect(tagsOf(await world.say('/checkin', inGroup))).toEqual([]);
  });

  it('is set in no other group, and to nobody who was never there', async () => {
    expect(tagsOf(await world.say('/checkin', { ...inGroup, personId: 7 }))).toEqual([]);
    expect(tagsOf(await world.say('/checkin'))).toEqual([]);
  });

  it('can be the rarest achievement: sixteen characters, no emoji', async () => {
    world.settings = {
      engagement: {
        tagGroups: [String(group)],
        tagShows: 'badge',
        achievements: [
          { id: 'one', title: '🏆 The very best of all', rarity: 'epic', rule: 'checkins', threshold: 1, points: 1 },
        ],
      },
    };
    expect(tagsOf(await world.say('/checkin', inGroup))[0]).toMatchObject({ tag: 'The very best of' });
  });

  it('is taken off who hides, and off who asks to be erased', async () => {
    await world.say('/checkin', inGroup);
    const settings = await world.press(await world.say('/dashboard'), 'Settings');
    const hidden = await world.press(settings, 'Hide me');
    expect(tagsOf(hidden)).toEqual([{ chat_id: group, user_id: 1001, tag: '' }]);
    expect(tagsOf(await world.say('/leaderboard', inGroup))).toEqual([]);
    expect(tagsOf(await world.press(hidden, 'Show me'))).toHaveLength(1);
    const erased = await world.press(await world.say('/deleteme'), 'Delete it');
    expect(tagsOf(erased)).toEqual([{ chat_id: group, user_id: 1001, tag: '' }]);
  });

  it('goes on in the supergroup that its group became', async () => {
    const former = -5;
    world.settings = { engagement: { tagGroups: [String(former)], levels: [{ points: 20 }], achievementChanges: [] } };
    await world.database.owner.execute(sql`
      insert into engagement_tags (workspace_id, bot_id, chat_id, person_id, tag, at)
      values ('ws_1', 'bot_1', ${String(former)}, '1001', 'Level 1', now())`);
    const chat = { id: group, type: 'supergroup', title: 'Group' };
    const message = { message_id: 1, date: 1, chat, migrate_from_chat_id: former };
    for (let time = 0; time < 2; time += 1) await world.deliver({ update_id: world.nextId(), message } as Update);
    expect(tagsOf(await world.say('/dashboard'))).toEqual([]);
    await give(30);
    expect(tagsOf(await world.say('/dashboard'))).toEqual([{ chat_id: group, user_id: 1001, tag: 'Level 2' }]);
    const bob = { chatId: String(group), firstChatId: String(former), userId: '7' };
    const update = textUpdate('/checkin', { chat: 'supergroup', personId: 7 });
    const said = await talk(update, { ...world.options, contact: bob });
    expect(tagsOf(said)).toEqual([{ chat_id: group, user_id: 7, tag: 'Level 1' }]);
  });

  it('that was refused is not asked for again until it changes, or the bot’s rights do', async () => {
    await world.say('/checkin', inGroup);
    await refuse();
    expect(tagsOf(await world.say('/leaderboard', inGroup))).toEqual([]);
    const bot = { id: 4242, is_bot: true, first_name: 'Shop' };
    const rights = {
      update_id: world.nextId(),
      my_chat_member: {
        chat: { id: group, type: 'supergroup', title: 'Group' },
        from: { id: 7, is_bot: false, first_name: 'Bob' },
        date: 1,
        old_chat_member: { status: 'member', user: bot },
        new_chat_member: { status: 'administrator', user: bot },
      },
    } as Update;
    await world.deliver(rights);
    expect(tagsOf(await world.say('/leaderboard', inGroup))).toHaveLength(1);
    await refuse();
    await give(30);
    expect(tagsOf(await world.say('/leaderboard', inGroup))).toHaveLength(1);
  });
});
