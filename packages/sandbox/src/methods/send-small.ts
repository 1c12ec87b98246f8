import { randomInt } from 'node:crypto';
import { badRequest } from '../refusal';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';

const actions = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

const actionLifeMs = 5_000;

/** @see https://core.telegram.org/bots/api#sendchataction */
export const sendChatAction: Method = (ctx) => {
  const { bot, params } = ctx;
  const chat = getWritableChat(ctx);
  const action = params.text('action').toLowerCase();
  if (!actions.has(action)) throw badRequest('wrong parameter action in request');
  bot.actions.set(chat.chat.id, { action, untilMs: bot.context.clock.nowMs() + actionLifeMs });
  chat.revision += 1;
  bot.chatWaiters.wake();
  return true;
};

/** @see https://core.telegram.org/bots/api#sendlocation */
export const sendLocation: Method = (ctx) => {
  const latitude = ctx.params.decimal('latitude');
  const longitude = ctx.params.decimal('longitude');
  if (latitude === null) throw badRequest('latitude is empty');
  if (longitude === null) throw badRequest('longitude is empty');
  return sendContent(ctx, getWritableChat(ctx), { location: { latitude, longitude } });
};

const diceSides: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 };

/** @see https://core.telegram.org/bots/api#senddice */
export const sendDice: Method = (ctx) => {
  const emoji = ctx.params.text('emoji') || '🎲';
  const sides = diceSides[emoji];
  if (sides === undefined) throw badRequest('unsupported dice emoji');
  return sendContent(ctx, getWritableChat(ctx), { dice: { emoji, value: randomInt(1, sides + 1) } });
};
