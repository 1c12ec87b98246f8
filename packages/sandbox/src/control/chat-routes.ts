import { AppError } from '@dovecote/errors/app-error';
import { findMember, getGroup, isPresent } from '../groups';
import { checkoutLifeMs } from '../methods/payments';
import {
  editText,
  getChatWith,
  type Place,
  pressButton,
  recallPerson,
  setBlocked,
  writeLocation,
  writeMedia,
  writeText,
} from '../people';
import { beginCheckout, pay } from '../people-payments';
import { vote } from '../people-votes';
import type { SandboxBot } from '../sandbox-bot';
import type { SandboxMessage } from '../state/sandbox-message';
import { type ControlContext, type ControlHandler, getBotOfWorkspace } from './control-context';
import type { ControlInput } from './control-input';
import { describeChatView } from './describe-chat-view';

const messageKinds = ['text', 'edit', 'location', 'photo', 'document', 'sticker', 'video', 'audio', 'voice'] as const;
const contentBytesMax = 20 * 1024 * 1024;
const waitSecondsMax = 50;

export const writeMessage: ControlHandler = async (ctx) => {
  const place = await meet(ctx);
  const message = await write(place, ctx.input);
  await place.bot.persistence.flush();
  return { status: 201, body: { messageId: message.message_id } };
};

export const readMessages: ControlHandler = async (ctx) => {
  const { bot, person, chat } = await meet(ctx);
  const { input } = ctx;
  const max = Number.MAX_SAFE_INTEGER;
  const after = input.number('after', { min: 0, max, fallback: 0 });
  const waitSeconds = input.number('waitSeconds', { min: 0, max: waitSecondsMax, fallback: 0 });
  const current = () => chat ?? bot.chats.get(person.id) ?? null;
  if (waitSeconds > 0) {
    const revision = input.number('revision', { min: 0, max, fallback: current()?.revision ?? 0 });
    await waitUntil(ctx, bot, waitSeconds, () => (current()?.revision ?? 0) !== revision);
  }
  return { status: 200, body: describeChatView(bot, current(), after, person.id) };
};

export const press: ControlHandler = async (ctx) => {
  const place = await meet(ctx);
  const { bot } = place;
  const { input } = ctx;
  const messageId = input.number('messageId', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const callback = pressButton(place, messageId, input.text('data', 64));
  await bot.persistence.flush();
  const waitSeconds = input.number('waitSeconds', { min: 0, max: waitSecondsMax, fallback: 0 });
  await waitUntil(ctx, bot, waitSeconds, () => callback.answer !== undefined);
  return { status: 201, body: { callbackQueryId: callback.id, answered: callback.answer ?? null } };
};

export const votePoll: ControlHandler = async (ctx) => {
  const { bot, person, chat } = await meet(ctx);
  const messageId = ctx.input.number('messageId', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const poll = vote(bot, chat ?? getChatWith(bot, person), person, messageId, ctx.input.numbers('optionIds', 12));
  await bot.persistence.flush();
  return { status: 201, body: { poll } };
};

/** Pays an invoice: done once the bot agreed, refused in its words or when it took too long. */
export const payInvoice: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  const chat = getChatWith(bot, person);
  const messageId = ctx.input.number('messageId', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const checkout = beginCheckout(bot, chat, person, messageId);
  await bot.persistence.flush();
  await waitUntil(ctx, bot, checkoutLifeMs / 1000, () => checkout.answer !== undefined);
  if (!checkout.answer?.isOk) {
    throw new AppError('CONFLICT', checkout.answer?.words ?? 'The bot did not answer the checkout within 10 seconds.');
  }
  const payment = pay(bot, chat, person, checkout);
  await bot.persistence.flush();
  return { status: 201, body: { chargeId: payment.telegram_payment_charge_id } };
};

export const block: ControlHandler = async (ctx) => {
  const { bot, person } = await meet(ctx);
  setBlocked(bot, person, ctx.input.flag('blocked'));
  await bot.persistence.flush();
  return { status: 200, body: { blocked: ctx.input.flag('blocked') } };
};

/** The bot and the person; with a `chatId` the group, whose member they must be. */
async function meet(ctx: ControlContext): Promise<Place> {
  const bot = await getBotOfWorkspace(ctx);
  const person = recallPerson(bot, ctx.input.person());
  if (!ctx.input.has('chatId')) return { bot, person, chat: null };
  const chat = getGroup(bot, ctx.input.number('chatId', { min: Number.MIN_SAFE_INTEGER, max: -1 }));
  if (!isPresent(findMember(chat, person.id))) {
    throw new AppError('FORBIDDEN', 'This person is not in the group. Let them join first.');
  }
  return { bot, person, chat };
}

async function write(place: Place, input: ControlInput): Promise<SandboxMessage> {
  const kind = input.oneOf('kind', messageKinds, 'text');
  const max = Number.MAX_SAFE_INTEGER;
  if (kind === 'text') {
    const replyTo = input.has('replyToMessageId') ? input.number('replyToMessageId', { min: 1, max }) : undefined;
    return writeText(place, input.text('text', 4096), replyTo);
  }
  if (kind === 'edit') {
    return editText(place, input.number('messageId', { min: 1, max }), input.text('text', 4096));
  }
  if (kind === 'location') {
    const latitude = input.number('latitude', { min: -90, max: 90 });
    return writeLocation(place, latitude, input.number('longitude', { min: -180, max: 180 }));
  }
  const contents = input.optionalText('contentBase64', (contentBytesMax * 4) / 3);
  const bytes = contents === undefined ? onePixelPng : Buffer.from(contents, 'base64');
  const name = input.optionalText('fileName') ?? `${kind}.${contents === undefined ? 'png' : 'bin'}`;
  const mimeType =
    input.optionalText('mimeType') ?? (contents === undefined ? 'image/png' : 'application/octet-stream');
  return await writeMedia(place, kind, { name, mimeType, bytes }, input.optionalText('text', 1024) ?? '');
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
