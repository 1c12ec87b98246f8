import { Bot } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
let bot: Bot;
let username: string;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  const born = await sandbox.createBot();
  username = born.username;
  bot = new Bot(born.token, { client: { apiRoot: sandbox.apiRoot } });
});

afterEach(async () => {
  await bot.stop();
  await sandbox.server.close();
});

const vote = (messageId: number | undefined, optionIds: number[]) =>
  sandbox.control('POST', `/chats/${username}/votes`, { workspaceId, messageId, optionIds });

test('a person votes in a poll that is not anonymous, changes the vote, and the bot stops it', async () => {
  const answers: number[][] = [];
  const counts: number[] = [];
  const closed = new Promise<void>((resolve) => {
    bot.on('poll_answer', (ctx) => void answers.push(ctx.pollAnswer.option_ids));
    bot.on('poll', (ctx) => {
      counts.push(ctx.poll.total_voter_count);
      if (ctx.poll.is_closed) resolve();
    });
  });
  bot.command('poll', (ctx) => ctx.replyWithPoll('Tea?', ['Yes', { text: 'No' }], { is_anonymous: false }));
  bot.command('stop', async (ctx) => void (await ctx.api.stopPoll(ctx.chat.id, Number(ctx.match))));
  await new Promise<void>((resolve) => void bot.start({ onStart: () => resolve() }));
  await sandbox.say(username, '/poll');
  const [message] = await sandbox.botMessages(username, 1);
  expect((await vote(message?.messageId, [0])).status).toBe(201);
  expect((await vote(message?.messageId, [1])).status).toBe(201);
  expect((await vote(message?.messageId, [0, 1])).status).toBe(422);
  const [voted] = await sandbox.botMessages(username, 1);
  expect(voted?.poll).toMatchObject({
    total_voter_count: 1,
    votes: [1],
    options: [{ voter_count: 0 }, { voter_count: 1 }],
  });
  await sandbox.say(username, `/stop ${message?.messageId}`);
  await closed;
  expect((await vote(message?.messageId, [0])).status).toBe(409);
  expect({ answers, counts }).toEqual({ answers: [[0], [1]], counts: [1, 1, 1] });
});

test('a quiz has right answers, one vote, and refusals of its own', async () => {
  await sandbox.say(username, 'hello');
  const [update] = await bot.api.getUpdates();
  const chatId = update?.message?.chat.id ?? 0;
  const quiz = await bot.api.sendPoll(chatId, '2 + 2?', ['3', '4'], { type: 'quiz', correct_option_ids: [1] });
  expect(quiz.poll).toMatchObject({ type: 'quiz', correct_option_ids: [1], is_anonymous: true });
  expect((await vote(quiz.message_id, [1])).status).toBe(201);
  expect((await vote(quiz.message_id, [0])).status).toBe(409);
  await expect(bot.api.sendPoll(chatId, '', ['a', 'b'])).rejects.toMatchObject({
    description: 'Bad Request: poll question must be non-empty',
  });
  await expect(
    bot.api.sendPoll(chatId, 'x', ['a', 'b'], { type: 'quiz', correct_option_ids: [2] }),
  ).rejects.toMatchObject({
    description: 'Bad Request: wrong correct option ID specified',
  });
});
