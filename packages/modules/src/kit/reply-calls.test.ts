import type { Message, Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { editCalls, replyCalls } from './reply-calls';
import { captionLengthMax } from './setting-fields';
import { messageUpdate, pressUpdate } from './talk.test-helper';

const buttons = [[{ text: 'Go', callback_data: 'go' }]];
const inPrivate = { update: messageUpdate({ text: 'hi' }), chatId: '1001', isGroup: false };

describe('replyCalls', () => {
  it('sends a long text in parts, the buttons under the last', () => {
    const calls = replyCalls(inPrivate, `${'a'.repeat(4000)} ${'b'.repeat(4000)}`, { buttons });
    expect(calls).toHaveLength(2);
    expect(calls[0]?.payload).not.toHaveProperty('reply_markup');
    expect(calls[1]?.payload).toHaveProperty('reply_markup');
  });

  it('puts a text too long for a caption under the picture as a message', () => {
    const photo = 'https://example.org/a.png';
    const long = replyCalls(inPrivate, 'a'.repeat(captionLengthMax + 1), { photo, buttons });
    expect(long.map((call) => call.method)).toEqual(['sendPhoto', 'sendMessage']);
    expect(replyCalls(inPrivate, 'short', { photo })).toMatchObject([{ payload: { caption: 'short', photo } }]);
  });

  it('answers in the topic it was asked in', () => {
    const update = messageUpdate({ text: 'hi', is_topic_message: true, message_thread_id: 9 }, { chat: 'supergroup' });
    const [call] = replyCalls({ update, chatId: '-100', isGroup: true }, 'yes', {});
    expect(call?.payload).toMatchObject({ message_thread_id: 9, reply_parameters: { message_id: 5 } });
  });

  it('answers a channel’s reader in the direct messages that are theirs', () => {
    const direct = { text: '/help', direct_messages_topic: { topic_id: 1001 } } as Partial<Message>;
    const update = messageUpdate(direct, { chat: 'supergroup' });
    const [call] = replyCalls({ update, chatId: '-100', isGroup: true }, 'yes', {});
    expect(call?.payload).toMatchObject({ direct_messages_topic_id: 1001 });
  });
});

describe('editCalls', () => {
  const target = (message: object) => ({ ...inPrivate, update: pressUpdate('go', { message }) });

  it('edits the message whose button was pressed', () => {
    expect(editCalls(target({}), 'new', { buttons })).toMatchObject([
      { method: 'editMessageText', chatId: '1001', payload: { message_id: 6, text: 'new' } },
    ]);
  });

  it.each([
    ['a message Telegram no longer shows', { date: 0 }, 'new'],
    ['a text that needs two messages', {}, 'a'.repeat(5000)],
  ])('answers anew for %s', (_, message, text) => {
    expect(editCalls(target(message), text, {}).every((call) => call.method === 'sendMessage')).toBe(true);
  });

  it('answers anew under a picture, which has no text to edit', () => {
    const pressed = pressUpdate('go');
    const { text: _, ...picture } = (pressed.callback_query?.message ?? {}) as { text?: string };
    const update = { ...pressed, callback_query: { ...pressed.callback_query, message: picture } } as Update;
    expect(editCalls({ ...inPrivate, update }, 'new', {})).toMatchObject([{ method: 'sendMessage' }]);
  });
});
