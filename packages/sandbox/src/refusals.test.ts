import { Api, GrammyError } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePerson } from './people';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
let api: Api;
let username: string;
let token: string;
const chatId = describePerson(workspaceId, { name: 'you' }).id;

beforeAll(async () => {
  sandbox = await startTestSandbox({ limits: { perChatBurst: 1_000, perBotPerSecond: 1_000 } });
  ({ username, token } = await sandbox.createBot());
  api = new Api(token, { apiRoot: sandbox.apiRoot });
  await sandbox.say(username, 'hello');
});

afterAll(() => sandbox.server.close());

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
  return 'executed';
}

const post = async (path: string, init: RequestInit = {}) => (await fetch(`${sandbox.apiRoot}${path}`, init)).json();

test.each([
  ['an empty text', () => api.sendMessage(chatId, ''), '400 Bad Request: message text is empty'],
  ['a blank text', () => api.sendMessage(chatId, '  \n'), '400 Bad Request: text must be non-empty'],
  ['a long text', () => api.sendMessage(chatId, '😀'.repeat(2049)), '400 Bad Request: message is too long'],
  ['an unknown chat', () => api.sendMessage(42, 'x'), '400 Bad Request: chat not found'],
  ['an unknown name', () => api.sendMessage('@nobody', 'x'), '400 Bad Request: chat not found'],
  [
    'long callback data',
    () =>
      api.sendMessage(chatId, 'x', {
        reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'é'.repeat(33) }]] },
      }),
    '400 Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'a button that does nothing',
    () => api.sendMessage(chatId, 'x', { reply_markup: { inline_keyboard: [[{ text: 'a' } as never]] } }),
    "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'a missing file',
    () => api.sendPhoto(chatId, 'no-such-file'),
    '400 Bad Request: wrong file identifier/HTTP URL specified',
  ],
  [
    'a reply to nothing',
    () => api.sendMessage(chatId, 'x', { reply_parameters: { message_id: 9_999 } }),
    '400 Bad Request: message to be replied not found',
  ],
  ['an edit of nothing', () => api.editMessageText(chatId, 9_999, 'x'), '400 Bad Request: message to edit not found'],
  [
    "an edit of a person's message",
    () => api.editMessageText(chatId, 1, 'x'),
    "400 Bad Request: message can't be edited",
  ],
  ['a deletion of nothing', () => api.deleteMessage(chatId, 9_999), '400 Bad Request: message to delete not found'],
  [
    'an answer to an unknown query',
    () => api.answerCallbackQuery('1'),
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  [
    'a wrong command',
    () => api.setMyCommands([{ command: 'Ä', description: 'x' }]),
    '400 Bad Request: BOT_COMMAND_INVALID',
  ],
  [
    'a plain webhook',
    () => api.setWebhook('http://example.org/x'),
    '400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  ],
  [
    'a webhook inside the network',
    () => api.setWebhook('https://10.0.0.7/x'),
    '400 Bad Request: bad webhook: IP address 10.0.0.7 is reserved',
  ],
  [
    'broken HTML',
    () => api.sendMessage(chatId, '<b>x', { parse_mode: 'HTML' }),
    '400 Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
  ],
  [
    'broken MarkdownV2',
    () => api.sendMessage(chatId, 'x.', { parse_mode: 'MarkdownV2' }),
    "400 Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
  ],
  [
    'an unknown style',
    () => api.sendMessage(chatId, 'x', { parse_mode: 'BBCode' as never }),
    '400 Bad Request: unsupported parse_mode',
  ],
])('%s is refused in the words of Telegram', async (_name, call, words) => {
  expect(await refusalOf(call())).toBe(words);
});

test('an edit that changes nothing is refused', async () => {
  const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] };
  const { message_id } = await api.sendMessage(chatId, '<b>same</b>', { parse_mode: 'HTML', reply_markup });
  const edit = () => api.editMessageText(chatId, message_id, '<b>same</b>', { parse_mode: 'HTML', reply_markup });
  expect(await refusalOf(edit())).toBe(
    '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
  await api.editMessageReplyMarkup(chatId, message_id);
  await api.editMessageText(chatId, message_id, 'other');
  expect(await refusalOf(api.editMessageText(chatId, message_id, 'other'))).toMatch(/message is not modified/);
});

test('a caption over 1024 is refused', async () => {
  const call = api.sendDocument(chatId, 'https://x.org/a.pdf', { caption: 'x'.repeat(1025) });
  expect(await refusalOf(call)).toBe('400 Bad Request: message caption is too long');
});

test('the text is measured after its markup is parsed', async () => {
  const message = await api.sendMessage(chatId, `<b>${'x'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
  expect(message.text).toHaveLength(4096);
});

test('a blocked bot is told so', async () => {
  await sandbox.say(username, 'hi', 'bob');
  const bob = describePerson(workspaceId, { name: 'bob' }).id;
  await sandbox.control('POST', `/chats/${username}/block`, { workspaceId, person: 'bob', blocked: true });
  expect(await refusalOf(api.sendMessage(bob, 'x'))).toBe('403 Forbidden: bot was blocked by the user');
});

test('tokens and methods that do not exist are refused', async () => {
  const stranger = new Api(
    token.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')),
    { apiRoot: sandbox.apiRoot },
  );
  expect(await refusalOf(stranger.getMe())).toBe('401 Unauthorized');
  expect(await post('/bot123/getMe')).toMatchObject({ ok: false, error_code: 404, description: 'Not Found' });
  expect(await post(`/bot${token}/getMoon`)).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
});

test('parameters come in every way the Bot API takes them', async () => {
  const path = `/bot${token}/SENDMESSAGE`;
  const form = new FormData();
  form.set('chat_id', String(chatId));
  form.set('text', 'multipart');
  for (const [query, init] of [
    [`?chat_id=${chatId}&text=query&unknown=1`, {}],
    [`?chat_id=${chatId}`, { method: 'POST', body: new URLSearchParams({ text: 'form' }) }],
    ['', { method: 'POST', body: form }],
    [
      '',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: String(chatId), text: 'json\0\ud800' }),
      },
    ],
  ] as [string, RequestInit][]) {
    expect(await post(path + query, init)).toMatchObject({ ok: true });
  }
  const texts = (await sandbox.chatWhen(username, () => true)).messages.slice(-4).map((one) => one.text);
  expect(texts).toEqual(['query', 'form', 'multipart', 'json']);
  expect(
    await post(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }),
  ).toMatchObject({
    error_code: 400,
  });
});
