import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { commandOf } from './command-of';

function message(text: string, length: number, offset = 0): Message {
  return { text, entities: [{ type: 'bot_command', offset, length }] } as Message;
}

describe('commandOf', () => {
  it('reads name, addressee and argument', () => {
    expect(commandOf(message('/Ask@Shop_bot  when? ', 13))).toEqual({
      name: 'ask',
      addressee: 'Shop_bot',
      argument: 'when?',
    });
    expect(commandOf(message('/start', 6))).toEqual({ name: 'start', addressee: null, argument: '' });
  });

  it('reads the command of a caption', () => {
    const caption = { caption: '/ask', caption_entities: [{ type: 'bot_command', offset: 0, length: 4 }] } as Message;
    expect(commandOf(caption)?.name).toBe('ask');
  });

  it('wants the command at the beginning, and marked by Telegram', () => {
    expect(commandOf(message('see /help', 5, 4))).toBeNull();
    expect(commandOf({ text: '/help' } as Message)).toBeNull();
    expect(commandOf(undefined)).toBeNull();
  });
});
