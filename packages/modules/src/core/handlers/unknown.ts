import type { HandlerResult } from '../../kit/module-handlers';
import type { CoreContext } from '../core-context';
import { findOwnText } from '../find-own-text';

/** The owner's words for what the bot does not understand; silence if the owner wants it. */
export function unknown(ctx: CoreContext): HandlerResult {
  return answerUnknown(ctx, 'unknown.text');
}

export function unknownCommand(ctx: CoreContext): HandlerResult {
  return answerUnknown(ctx, 'unknown.command');
}

/** The bot reads text only; in a group it leaves pictures alone. */
export function media(ctx: CoreContext): HandlerResult {
  if (ctx.contact.kind !== 'private' || !ctx.settings.isUnknownAnswered) return 'pass';
  ctx.reply(ctx.t('unknown.media'));
}

function answerUnknown(ctx: CoreContext, key: 'unknown.text' | 'unknown.command'): HandlerResult {
  const isGroupMedia = ctx.message?.text === undefined && ctx.contact.kind !== 'private';
  if (!ctx.settings.isUnknownAnswered || isGroupMedia) return 'pass';
  ctx.reply(findOwnText(ctx.settings.unknownReply, ctx) ?? ctx.t(key));
}
