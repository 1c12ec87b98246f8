import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatView } from './control/describe-chat-view';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
let bot: Bot;
let username: string;
let chatId: number;
let offset: number;

beforeEach(async () => {
  offset = 0;
  sandbox = await startTestSandbox();
  const born = await sandbox.createBot();
  username = born.username;
  bot = new Bot(born.token, { client: { apiRoot: sandbox.apiRoot } });
  const opened = await control('POST', `/groups/${username}`, { title: 'Loft', person: 'ann', isForum: true });
  chatId = (opened.body as { chatId: number }).chatId;
});

afterEach(async () => await sandbox.server.close());

const control = (method: string, path: string, body: object) => sandbox.control(method, path, { workspaceId, ...body });
const say = (text: string, person = 'ann', more: object = {}) =>
  control('POST', `/chats/${username}/messages`, { chatId, person, text, ...more });
const setMember = (fields: object) => control('POST', `/groups/${username}/${chatId}/members`, fields);
const makeAdmin = () => setMember({ isBot: true, status: 'administrator' });
const idOf = async (name: string) => {
  const query = new URLSearchParams({ workspaceId, person: 'ann', chatId: String(chatId) });
  const view = (await sandbox.control<ChatView>('GET', `/chats/${username}/messages?${query}`)).body;
  return view.group?.members.find((member) => member.name === name)?.id ?? 0;
};

async function updates(): Promise<Update[]> {
  const found = await bot.api.getUpdates({
    offset,
    allowed_updates: ['message', 'my_chat_member', 'chat_member', 'poll_answer'],
  });
  offset = (found.at(-1)?.update_id ?? offset - 1) + 1;
  return found;
}

test('a bot put into a group hears of it, answers there, and is refused once it was put out', async () => {
  const [joined] = await updates();
  expect(joined?.my_chat_member).toMatchObject({
    chat: { id: chatId, type: 'supergroup', title: 'Loft' },
    old_chat_member: { status: 'left' },
    new_chat_member: { status: 'member' },
  });
  await say('/hello');
  expect((await updates())[0]?.message).toMatchObject({ chat: { id: chatId }, from: { first_name: 'Ann' } });
  expect(await bot.api.sendMessage(chatId, 'hello')).toMatchObject({ chat: { title: 'Loft' } });
  await setMember({ isBot: true, status: 'kicked' });
  await expect(bot.api.sendMessage(chatId, 'hello')).rejects.toMatchObject({ error_code: 403 });
});

test('without rights a bot hears what is meant for it, as an administrator everything', async () => {
  await updates();
  await say('just chatting');
  const { message_id } = await bot.api.sendMessage(chatId, 'who is there?');
  await say('me', 'ann', { replyToMessageId: message_id });
  await say(`hey @${username}`);
  expect((await updates()).map(({ message }) => message?.text)).toEqual(['me', `hey @${username}`]);
  await makeAdmin();
  await updates();
  await say('just chatting');
  expect((await updates()).map(({ message }) => message?.text)).toEqual(['just chatting']);
});

test('people join and leave with a service message, and nobody outside may write', async () => {
  await updates();
  expect((await say('hello?', 'bob')).status).toBe(403);
  await setMember({ person: 'bob', status: 'member' });
  const seen = await updates();
  expect(seen.map((update) => Object.keys(update)[1])).toEqual(['chat_member', 'message']);
  expect(seen[1]?.message?.new_chat_members).toMatchObject([{ first_name: 'Bob' }]);
  await setMember({ person: 'bob', status: 'left' });
  expect((await updates()).at(-1)?.message?.left_chat_member).toMatchObject({ first_name: 'Bob' });
  expect(await bot.api.getChatMemberCount(chatId)).toBe(2);
});

test('only an administrator bans, tags and opens topics, and never an administrator', async () => {
  await setMember({ person: 'bob', status: 'member' });
  const bob = await idOf('Bob');
  await expect(bot.api.banChatMember(chatId, bob)).rejects.toMatchObject({ error_code: 400 });
  await makeAdmin();
  await bot.api.raw.setChatMemberTag({ chat_id: chatId, user_id: bob, tag: 'Champion' });
  expect(await bot.api.getChatMember(chatId, bob)).toMatchObject({ status: 'member', tag: 'Champion' });
  const topic = await bot.api.createForumTopic(chatId, 'Questions');
  const sent = await bot.api.sendMessage(chatId, 'a question', { message_thread_id: topic.message_thread_id });
  expect(sent).toMatchObject({ is_topic_message: true, message_thread_id: topic.message_thread_id });
  await updates();
  await say('an answer', 'bob', { replyToMessageId: sent.message_id });
  expect((await updates())[0]?.message).toMatchObject({
    message_thread_id: topic.message_thread_id,
    sender_tag: 'Champion',
  });
  await expect(bot.api.sendMessage(chatId, 'x', { message_thread_id: 9_999 })).rejects.toMatchObject({
    error_code: 400,
  });
  await bot.api.banChatMember(chatId, bob);
  expect(await bot.api.getChatMember(chatId, bob)).toMatchObject({ status: 'kicked' });
  await expect(bot.api.banChatMember(chatId, await idOf('Ann'))).rejects.toMatchObject({ error_code: 400 });
  expect(await bot.api.getChatAdministrators(chatId)).toMatchObject([{ status: 'creator' }]);
});

test('a group becomes a supergroup: the bot hears of it in both, and the old chat names the new one', async () => {
  const { body } = await control('POST', `/groups/${username}`, { title: 'Attic', person: 'ann', isBasic: true });
  const former = (body as { chatId: number }).chatId;
  await bot.api.sendMessage(former, 'before');
  await updates();
  const upgraded = await control('POST', `/groups/${username}/${former}/upgrade`, {});
  const after = (upgraded.body as { chatId: number }).chatId;
  expect((await updates()).map(({ message }) => message)).toMatchObject([
    { chat: { id: former, type: 'group' }, migrate_to_chat_id: after },
    { chat: { id: after, type: 'supergroup', title: 'Attic' }, migrate_from_chat_id: former },
  ]);
  await expect(bot.api.sendMessage(former, 'late')).rejects.toMatchObject({
    error_code: 400,
    parameters: { migrate_to_chat_id: after },
  });
  await bot.api.sendMessage(after, 'after');
  await control('POST', `/chats/${username}/messages`, { chatId: after, person: 'ann', text: '/hello' });
  expect((await updates())[0]?.message?.chat.id).toBe(after);
  expect((await control('POST', `/groups/${username}/${former}/upgrade`, {})).status).toBe(409);
});

test('each member of a group has a vote of their own', async () => {
  await setMember({ person: 'bob', status: 'member' });
  const poll = await bot.api.sendPoll(chatId, 'Tea?', ['Yes', 'No'], { is_anonymous: false });
  await updates();
  const vote = (person: string, optionIds: number[]) =>
    control('POST', `/chats/${username}/votes`, { chatId, person, messageId: poll.message_id, optionIds });
  await vote('ann', [0]);
  const { body } = await vote('bob', [0]);
  expect(body).toMatchObject({ poll: { total_voter_count: 2, options: [{ voter_count: 2 }, { voter_count: 0 }] } });
  const names = (await updates()).flatMap(({ poll_answer: answer }) => answer?.user?.first_name ?? []);
  expect(names).toEqual(['Ann', 'Bob']);
});
