import type { FaqContext } from '../faq-context';

/** The question that the pressed button's message quotes or answers, if it shows it. */
export function quotedQuestion(ctx: FaqContext): string | null {
  const { message } = ctx;
  const quotation = message?.entities?.find((entity) => entity.type === 'blockquote');
  if (message?.text !== undefined && quotation) {
    return message.text.slice(quotation.offset, quotation.offset + quotation.length);
  }
  const asked = message?.reply_to_message?.text?.replace(/^\/\w+(@\w+)?\s*/u, '').trim();
  return asked ? asked : null;
}
