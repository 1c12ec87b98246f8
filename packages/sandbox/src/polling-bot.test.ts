import { Bot, type GrammyError, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
let bot: Bot;
let username: string;
let telegramId: string;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  const born = await sandbox.createBot({ name: 'Shop' });
  ({ username, telegramId } = born);
  bot = new Bot(born.token, { client: { apiRoot: sandbox.apiRoot } });
});

afterEach(async () => {
  if (bot.isRunning()) await bot.stop();
  await sandbox.server.close();
});

async function start(): Promise<void> {
  await new Promise<void>((resolve) => void bot.start({ onStart: () => resolve() }));
}

test('a stock bot answers a command of a person', async () => {
  bot.command('start', (ctx) => ctx.reply(`Hello ${ctx.from?.first_name}, ${ctx.match}`));
  await start();
  expect(bot.botInfo).toMatchObject({ id: Number(telegramId), is_bot: true, first_name: 'Shop', username });
  await sandbox.say(username, '/start deep', 'ann');
  const [reply] = await sandbox.botMessages(username, 1, 'ann');
  expect(reply?.text).toBe('Hello Ann, deep');
});

test('inline buttons are pressed, answered and edited', async () => {
  bot.command('menu', (ctx) => ctx.reply('Choose', { reply_markup: new InlineKeyboard().text('Tea', 'tea') }));
  bot.callbackQuery('tea', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Good choice', show_alert: true });
    await ctx.editMessageText('Tea it is');
  });
  await start();
  await sandbox.say(username, '/menu');
  const [menu] = await sandbox.botMessages(username, 1);
  expect(menu?.replyMarkup).toEqual({ inline_keyboard: [[{ text: 'Tea', callback_data: 'tea' }]] });
  const pressed = await sandbox.control('POST', `/chats/${username}/presses`, {
    workspaceId,
    messageId: menu?.messageId,
    data: 'tea',
    waitSeconds: 5,
  });
  expect(pressed.body.answered).toEqual({ text: 'Good choice', showAlert: true });
  const chat = await sandbox.chatWhen(username, (view) => view.messages.some((one) => one.editedAt !== null));
  expect(chat.messages.at(-1)).toMatchObject({ text: 'Tea it is', replyMarkup: null });
  expect(chat.callbackAnswers).toHaveLength(1);
});

test('a button that is not there cannot be pressed', async () => {
  const messageId = await sandbox.say(username, 'hello');
  const pressed = await sandbox.control('POST', `/chats/${username}/presses`, { workspaceId, messageId, data: 'x' });
  expect(pressed.status).toBe(404);
});

test('a reply keyboard shows and goes', async () => {
  bot.hears('on', (ctx) => ctx.reply('keys', { reply_markup: new Keyboard().text('Yes').text('No').resized() }));
  bot.hears('off', (ctx) => ctx.reply('gone', { reply_markup: { remove_keyboard: true } }));
  await start();
  await sandbox.say(username, 'on');
  expect((await sandbox.botMessages(username, 1))[0]?.replyMarkup).toEqual({
    keyboard: [[{ text: 'Yes' }, { text: 'No' }]],
    resize_keyboard: true,
  });
  await sandbox.say(username, 'off');
  expect((await sandbox.botMessages(username, 2))[1]?.replyMarkup).toEqual({ remove_keyboard: true });
});

test('files go both ways', async () => {
  const received = new Promise<string>((resolve, reject) => {
    bot.on('message:document', async (ctx) => {
      const file = await ctx.getFile();
      const res = await fetch(`${sandbox.apiRoot}/file/bot${bot.token}/${file.file_path}`);
      resolve(await res.text());
    });
    bot.catch((failure) => reject(failure.error));
  });
  bot.on('message:text', async (ctx) => {
    const sent = await ctx.replyWithDocument(new InputFile(Buffer.from('from the bot'), 'bot.txt'), {
      caption: 'Read *me*',
    });
    await ctx.replyWithDocument(sent.document.file_id);
    await ctx.replyWithPhoto(new InputFile(Buffer.from('not really a picture'), 'cat.jpg'));
    await ctx.replyWithPhoto(sent.document.file_id).catch((error: GrammyError) => ctx.reply(error.description));
  });
  await start();
  const written = await sandbox.control('POST', `/chats/${username}/messages`, {
    workspaceId,
    kind: 'document',
    fileName: 'a.txt',
    contentBase64: Buffer.from('from a person').toString('base64'),
  });
  expect(written.status).toBe(201);
  expect(await received).toBe('from a person');
  await sandbox.say(username, 'send me files');
  const replies = await sandbox.botMessages(username, 4);
  expect(replies[0]).toMatchObject({ text: 'Read *me*', document: { name: 'bot.txt', sizeBytes: 12 } });
  expect(replies[1]?.document?.url).toBe(replies[0]?.document?.url);
  expect(replies[2]?.photo?.sizeBytes).toBe(20);
  expect(replies[3]?.text).toBe("Bad Request: can't use file of type Document as Photo");
  const res = await fetch(sandbox.apiRoot + replies[0]?.document?.url);
  expect(res.status).toBe(401);
});

test('edited messages, locations, stickers and blocks arrive as their own kinds', async () => {
  const seen: string[] = [];
  const all = new Promise<void>((resolve) => {
    bot.use((ctx) => {
      const { update_id: _id, ...kinds } = ctx.update;
      seen.push(...Object.keys(kinds), ctx.msg?.text ?? ctx.myChatMember?.new_chat_member.status ?? '');
      if (ctx.msg?.sticker) seen.push('sticker');
      if (ctx.msg?.location) seen.push('location');
      if (ctx.myChatMember?.new_chat_member.status === 'member') resolve();
    });
  });
  await start();
  const messageId = await sandbox.say(username, 'one');
  const path = `/chats/${username}`;
  for (const body of [
    { kind: 'edit', messageId, text: 'two' },
    { kind: 'sticker' },
    { kind: 'location', latitude: 1, longitude: 2 },
  ]) {
    expect((await sandbox.control('POST', `${path}/messages`, { workspaceId, ...body })).status).toBe(201);
  }
  for (const blocked of [true, false]) await sandbox.control('POST', `${path}/block`, { workspaceId, blocked });
  await all;
  expect(seen).toEqual(
    'message,one,edited_message,two,message,,sticker,message,,location,my_chat_member,kicked,my_chat_member,member'.split(
      ',',
    ),
  );
});

test('the profile is kept per language and scope', async () => {
  const { api } = bot;
  await api.setMyCommands([{ command: 'start', description: 'Begin' }]);
  await api.setMyCommands([{ command: 'start', description: 'Empezar' }], { language_code: 'es' });
  await api.setMyCommands([{ command: 'admin', description: 'Rule' }], { scope: { type: 'all_chat_administrators' } });
  expect(await api.getMyCommands()).toEqual([{ command: 'start', description: 'Begin' }]);
  expect(await api.getMyCommands({ language_code: 'es' })).toEqual([{ command: 'start', description: 'Empezar' }]);
  await api.deleteMyCommands({ scope: { type: 'all_chat_administrators' } });
  expect(await api.getMyCommands({ scope: { type: 'all_chat_administrators' } })).toEqual([]);
  await api.setMyName('Tea shop');
  await api.setMyDescription('Sells tea');
  await api.setMyShortDescription('Tea', { language_code: 'es' });
  expect((await api.getMe()).first_name).toBe('Tea shop');
  expect(await api.getMyName({ language_code: 'ru' })).toEqual({ name: 'Tea shop' });
  expect(await api.getMyDescription()).toEqual({ description: 'Sells tea' });
  expect(await api.getMyShortDescription()).toEqual({ short_description: '' });
  await api.setChatMenuButton({ menu_button: { type: 'web_app', text: 'Open', web_app: { url: 'https://x.org' } } });
  expect(await api.getChatMenuButton()).toMatchObject({ type: 'web_app' });
});

test('messages are forwarded, copied, replied to and deleted', async () => {
  const done = new Promise<void>((resolve, reject) => {
    bot.on('message', async (ctx) => {
      const { message_id } = ctx.message;
      const reply = await ctx.reply('reply', { reply_parameters: { message_id } });
      const forwarded = await ctx.forwardMessage(ctx.chat.id);
      expect(forwarded.forward_origin).toMatchObject({ type: 'user' });
      await ctx.copyMessage(ctx.chat.id);
      await ctx.api.deleteMessage(ctx.chat.id, reply.message_id);
      await ctx.replyWithChatAction('typing');
      resolve();
    });
    bot.catch((failure) => reject(failure.error));
  });
  await start();
  const asked = await sandbox.say(username, 'hello');
  await done;
  const replies = await sandbox.botMessages(username, 3);
  expect(replies.map((one) => one.text)).toEqual(['', 'hello', 'hello']);
  expect(replies[0]).toMatchObject({ deleted: true, replyToMessageId: asked });
  expect((await sandbox.chatWhen(username, () => true)).typing).toBe('typing');
});

test('a person of another language is introduced with it', async () => {
  const language = new Promise((resolve) => bot.on('message', (ctx) => resolve(ctx.from.language_code)));
  await start();
  const person = { name: 'ann', languageCode: 'es' };
  await sandbox.control('POST', `/chats/${username}/messages`, { workspaceId, person, text: 'hola' });
  expect(await language).toBe('es');
});
