import { formatText } from '../entities/format-text';
import type { FormattedText } from '../entities/parse-html';
import type { Params } from '../params';
import { badRequest } from '../refusal';
import type { SandboxMessage } from '../state/sandbox-message';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';

const textLengthMax = 4096;

/** @see https://core.telegram.org/bots/api#sendmessage */
export const sendMessage: Method = (ctx) => {
  const text = readMessageText(ctx.params);
  return sendContent(ctx, getWritableChat(ctx), describeText(text));
};

/** The text of a message; its length counts after the markup is parsed, in UTF-16 units. */
export function readMessageText(params: Params): FormattedText {
  if (params.text('text') === '') throw badRequest('message text is empty');
  const formatted = formatText(params, 'text', 'entities');
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (formatted.text.length > textLengthMax) throw badRequest('message is too long');
  return formatted;
}

export function describeText({ text, entities }: FormattedText): Partial<SandboxMessage> {
  return entities.length > 0 ? { text, entities } : { text };
}
