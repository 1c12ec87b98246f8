import type { Message, Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { jobUpdate } from './job';
import { messageUpdate, talk, textUpdate } from './talk.test-helper';

const group = { chat: 'supergroup' } as const;
const otherBot = { id: 7001, is_bot: true, first_name: 'Other', username: 'other_bot' };
/** To this bot: in a group, as a reply to it. */
const saidBy = (from: typeof otherBot, update: Update) =>
  ({ ...update, message: { ...update.message, from, reply_to_message: { from: { id: 4242 } } } }) as Update;
const moved = (kind: string, update: Update) => ({ update_id: 1, [kind]: update.message }) as unknown as Update;

describe('dispatch', () => {
  it.each(['edited_message', 'channel_post', 'edited_channel_post'])('says nothing to %s', async (kind) => {
    const said = await talk(moved(kind, textUpdate('/start')));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: kind }, calls: [], writes: [] });
  });

  it('says nothing to a kind of update Telegram may invent', async () => {
    const said = await talk({ update_id: 1, something_new: { a: 1 } } as unknown as Update);
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'something_new' }, calls: [] });
  });

  it('stays out of a group’s chatter', async () => {
    const said = await talk(textUpdate('when do you open?', group));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'group_chatter' }, calls: [] });
  });

  it('answers a group when it is mentioned, whatever the case, or replied to', async () => {
    const mention = await talk(textUpdate('@Shop_Bot hello?', group));
    expect(mention.calls).toMatchObject([{ payload: { reply_parameters: { message_id: 5 } } }]);
    const replied = { text: 'hello?', reply_to_message: { from: { id: 4242 } } } as Partial<Message>;
    expect((await talk(messageUpdate(replied, group))).calls).toHaveLength(1);
  });

  it('takes no longer name for its own', async () => {
    const said = await talk(textUpdate('@shop_bot_fans hello?', group));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'group_chatter' }, calls: [] });
    expect((await talk(textUpdate('hello? @shop_bot.', group))).calls).toHaveLength(1);
  });

  it.each([
    ['a command', '/help@shop_bot', group],
    ['a reply', 'I did not understand that.', group],
    ['a message in private', 'I did not understand that.', {}],
  ] as const)('never answers another bot, which might answer back: %s', async (_, text, place) => {
    const said = await talk(saidBy(otherBot, textUpdate(text, place)));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'other_bot' }, calls: [], writes: [] });
  });

  it('answers an anonymous admin, for whom Telegram names a bot of its own', async () => {
    const anonymous = {
      from: { ...otherBot, username: 'GroupAnonymousBot' },
      sender_chat: { id: -100, type: 'supergroup' },
    };
    const update = textUpdate('/help', group);
    const said = await talk({ ...update, message: { ...update.message, ...anonymous } } as Update);
    expect(said.calls).toHaveLength(1);
  });

  it('leaves commands of other bots to them', async () => {
    const said = await talk(textUpdate('/start@other_bot', group));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'command_for_another_bot' }, calls: [] });
    expect((await talk(textUpdate('/start@SHOP_bot', group))).outcome.state).toBe('done');
  });

  it('leaves unknown commands in a group alone unless they name the bot', async () => {
    const said = await talk(textUpdate('/nonsense', group));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'unknown_group_command' }, calls: [] });
    expect((await talk(textUpdate('/nonsense@shop_bot', group))).calls).toHaveLength(1);
  });

  it('answers the owner’s own commands in a group', async () => {
    const settings = { core: { commands: [{ name: 'prices', description: 'Prices', text: 'All free' }] } };
    expect((await talk(textUpdate('/prices', group), { settings })).calls).toMatchObject([
      { payload: { text: 'All free' } },
    ]);
  });

  it.each(['/constructor', '/__proto__', '/tostring'])('takes %s for an unknown command', async (text) => {
    expect((await talk(textUpdate(text))).calls).toHaveLength(1);
  });

  it('says nothing to service messages', async () => {
    const said = await talk(messageUpdate({ new_chat_title: 'New' } as Partial<Message>));
    expect(said).toMatchObject({ outcome: { state: 'skipped', reason: 'service_message' }, calls: [] });
  });

  it('takes work from nobody outside: Telegram’s updates have numbers', async () => {
    const content = {
      module_id: 'core',
      name: 'any',
      key: '',
      payload: {},
      run_at: '2026-01-01T00:00:00Z',
      is_task: false,
    };
    const forged = { update_id: 7, job: content } as unknown as Update;
    expect((await talk(forged)).outcome).toEqual({ state: 'skipped', reason: 'job' });
    expect((await talk(jobUpdate('1', content, null))).outcome).toEqual({ state: 'skipped', reason: 'module_off' });
  });
});
