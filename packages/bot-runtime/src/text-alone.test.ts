import { expect, test } from 'vitest';
import { decideTextAlone, textAlone } from './text-alone';

const payload = {
  chat_id: 5,
  photo: 'https://example.org/a.png',
  caption: 'Hi',
  reply_markup: { inline_keyboard: [] },
};
const description = 'Bad Request: wrong file identifier/HTTP URL specified';
const refusal = { kind: 'refused', errorCode: 400, description, parameters: {} } as const;

test('a picture that is refused gives way to its text; without a text, or in a chat that is gone or moved, it does not', () => {
  const photo = { method: 'sendPhoto', payload };
  expect(decideTextAlone(photo, refusal)).toEqual({ kind: 'textAlone', error: `400 ${description}` });
  expect(decideTextAlone({ ...photo, payload: { photo: payload.photo } }, refusal)).toBeNull();
  expect(decideTextAlone({ method: 'sendMessage', payload: { text: 'Hi' } }, refusal)).toBeNull();
  expect(decideTextAlone(photo, { ...refusal, description: 'Bad Request: chat not found' })).toBeNull();
  expect(decideTextAlone(photo, { ...refusal, errorCode: 403 })).toBeNull();
  expect(decideTextAlone(photo, { ...refusal, parameters: { migrate_to_chat_id: -1 } })).toBeNull();
});

test('the text keeps its place, its entities and its buttons', () => {
  const { photo, caption, ...rest } = payload;
  const entities = [{ type: 'bold', offset: 0, length: 2 }];
  expect(textAlone(payload)).toEqual({ ...rest, text: 'Hi' });
  expect(textAlone({ ...payload, caption_entities: entities })).toEqual({ ...rest, text: 'Hi', entities });
});
