import { expect, test } from 'vitest';
import { decideLesser } from './lesser-call';

const payload = {
  chat_id: 5,
  photo: 'https://example.org/a.png',
  caption: 'Hi',
  reply_markup: { inline_keyboard: [] },
};
const description = 'Bad Request: wrong file identifier/HTTP URL specified';
const refusal = { kind: 'refused', errorCode: 400, description, parameters: {} } as const;
const photo = { method: 'sendPhoto', payload };

test('a picture that is refused gives way to its text; without a text, or in a chat that is gone or moved, it does not', () => {
  expect(decideLesser(photo, refusal)).toMatchObject({ lacks: { withoutPhoto: `400 ${description}` } });
  expect(decideLesser({ ...photo, payload: { photo: payload.photo } }, refusal)).toBeNull();
  expect(decideLesser({ method: 'sendMessage', payload: { text: 'Hi' } }, refusal)).toBeNull();
  expect(decideLesser(photo, { ...refusal, description: 'Bad Request: chat not found' })).toBeNull();
  expect(decideLesser(photo, { ...refusal, errorCode: 403 })).toBeNull();
  expect(decideLesser(photo, { ...refusal, parameters: { migrate_to_chat_id: -1 } })).toBeNull();
});

test('the text keeps its place, its entities and its buttons', () => {
  const { photo: _photo, caption, ...rest } = payload;
  const entities = [{ type: 'bold', offset: 0, length: 2 }];
  const lesser = (given: object) => decideLesser({ method: 'sendPhoto', payload: { ...payload, ...given } }, refusal);
  expect(lesser({})).toMatchObject({ method: 'sendMessage', payload: { ...rest, text: caption } });
  expect(lesser({ caption_entities: entities })?.payload).toEqual({ ...rest, text: caption, entities });
});

test('where a topic is gone all but the topic stays; a call that names none is refused for good', () => {
  const gone = { ...refusal, description: 'Bad Request: message thread not found' };
  const poll = { method: 'sendPoll', payload: { chat_id: -5, question: 'Where to?' } };
  const inTopic = { ...poll, payload: { ...poll.payload, message_thread_id: 7 } };
  expect(decideLesser(inTopic, gone)).toEqual({ kind: 'lesser', ...poll, lacks: { withoutTopic: 7 } });
  expect(decideLesser(poll, gone)).toBeNull();
  expect(decideLesser(inTopic, { ...refusal, description: 'Bad Request: TOPIC_CLOSED' })).toBeNull();
});
