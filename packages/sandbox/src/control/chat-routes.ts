import { editText, pressButton, recallPerson, setBlocked, writeLocation, writeMedia, writeText } from '../people';
import { vote } from '../people-votes';
import type { SandboxBot } from '../sandbox-bot';
import type { SandboxMessage, SandboxUser } from '../state/sandbox-message';
import { type ControlContext, type ControlHandler, getBotOfWorkspace } from './control-context';
import type { ControlInput } from './control-input';
import { describeChatView } from './describe-chat-view';

const messageKinds = ['text', 'edit', 'location', 'photo', 'document', 'sticker', 'video', 'audio', 'voice'] as const;
const contentBytesMax = 20 * 1024 * 1024;
const waitSecondsMax = 50;

export const writeMessage: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  const message = await write(bot, person, ctx.input);
  await bot.persistence.flush();
  return { status: 201, body: { messageId: message.message_id } };
};

export const readMessages: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  const { input } = ctx;
  const max = Number.MAX_SAFE_INTEGER;
  const after = input.number('after', { min: 0, max, fallback: 0 });
  const waitSeconds = input.number('waitSeconds', { min: 0, max: waitSecondsMax, fallback: 0 });
  const current = () => bot.chats.get(person.id) ?? null;
  if (waitSeconds > 0) {
    const revision = input.number('revision', { min: 0, max, fallback: current()?.revision ?? 0 });
    await waitUntil(ctx, bot, waitSeconds, () => (current()?.revision ?? 0) !== revision);
  }
  return { status: 200, body: describeChatView(bot, current(), after) };
};

export const press: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  const { input } = ctx;
  const messageId = input.number('messageId', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const callback = pressButton(bot, person, messageId, input.text('data', 64));
  await bot.persistence.flush();
  const waitSeconds = input.number('waitSeconds', { min: 0, max: waitSecondsMax, fallback: 0 });
  await waitUntil(ctx, bot, waitSeconds, () => callback.answer !== undefined);
  return { status: 201, body: { callbackQueryId: callback.id, answered: callback.answer ?? null } };
};

export const votePoll: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  const messageId = ctx.input.number('messageId', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const poll = vote(bot, person, messageId, ctx.input.numbers('optionIds', 12));
  await bot.persistence.flush();
  return { status: 201, body: { poll } };
};

export const block: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  setBlocked(bot, person, ctx.input.flag('blocked'));
  await bot.persistence.flush();
  return { status: 200, body: { blocked: ctx.input.flag('blocked') } };
};

async function meet(ctx: ControlContext): Promise<{ bot: SandboxBot; person: SandboxUser }> {
  const bot = await getBotOfWorkspace(ctx);
  return { bot, person: recallPerson(bot, ctx.input.person()) };
}

async function write(bot: SandboxBot, person: SandboxUser, input: ControlInput): Promise<SandboxMessage> {
  const kind = input.oneOf('kind', messageKinds, 'text');
  const max = Number.MAX_SAFE_INTEGER;
  if (kind === 'text') {
    const replyTo = input.has('replyToMessageId') ? input.number('replyToMessageId', { min: 1, max }) : undefined;
    return writeText(bot, person, input.text('text', 4096), replyTo);
  }
  if (kind === 'edit') {
    return editText(bot, person, input.number('messageId', { min: 1, max }), input.text('text', 4096));
  }
  if (kind === 'location') {
    const latitude = input.number('latitude', { min: -90, max: 90 });
    return writeLocation(bot, person, latitude, input.number('longitude', { min: -180, max: 180 }));
  }
  const contents = input.optionalText('contentBase64', (contentBytesMax * 4) / 3);
  const bytes = contents === undefined ? onePixelPng : Buffer.from(contents, 'base64');
  const name = input.optionalText('fileName') ?? `${kind}.${contents === undefined ? 'png' : 'bin'}`;
  const mimeType =
    input.optionalText('mimeType') ?? (contents === undefined ? 'image/png' : 'application/octet-stream');
  return await writeMedia(bot, person, kind, { name, mimeType, bytes }, input.optionalText('text', 1024) ?? '');
}

async function waitUntil(ctx: ControlContext, bot: SandboxBot, seconds: number, isDone: () => boolean): Promise<void> {
  const untilMs = performance.now() + seconds * 1000;
  while (!isDone() && performance.now() < untilMs && !ctx.signal.aborted) {
    await bot.chatWaiters.wait(untilMs - performance.now(), ctx.signal);
  }
}

const onePixelPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
