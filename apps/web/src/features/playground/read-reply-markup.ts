import * as z from 'zod/mini';

const inlineButton = z.object({
  text: z.string(),
  callback_data: z.optional(z.string()),
  url: z.optional(z.string()),
});

const keyButton = z.union([
  z.pipe(
    z.string(),
    z.transform((text) => ({ text })),
  ),
  z.object({ text: z.string() }),
]);

const inlineShape = z.object({ inline_keyboard: z.array(z.array(inlineButton)) });
const keysShape = z.object({ keyboard: z.array(z.array(keyButton)), one_time_keyboard: z.optional(z.boolean()) });
const removeShape = z.object({ remove_keyboard: z.literal(true) });

export type InlineButton = z.output<typeof inlineButton>;
export type KeyButton = z.output<typeof keyButton>;

/** The buttons under a message. */
export function readInlineKeyboard(markup: unknown): InlineButton[][] {
  const result = inlineShape.safeParse(markup);
  return result.success ? result.data.inline_keyboard : [];
}

interface Marked {
  from: 'bot' | 'person';
  replyMarkup: unknown;
}

/** The keyboard below the chat: the last one the bot sent and did not take back; a one-time one goes after an answer. */
export function findReplyKeyboard(messages: readonly Marked[]): KeyButton[][] {
  let keys: KeyButton[][] = [];
  let isOneTime = false;
  for (const { from, replyMarkup } of messages) {
    if (from === 'person' && isOneTime) keys = [];
    const shown = keysShape.safeParse(replyMarkup);
    if (shown.success) {
      keys = shown.data.keyboard;
      isOneTime = shown.data.one_time_keyboard === true;
    } else if (removeShape.safeParse(replyMarkup).success) keys = [];
  }
  return keys;
}
