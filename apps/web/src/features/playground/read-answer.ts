import * as z from 'zod/mini';

const shape = z.object({ text: z._default(z.string(), ''), showAlert: z._default(z.boolean(), false) });

/** The bot's answer to a pressed button, as `answerCallbackQuery` wrote it. */
export function readAnswer(answered: unknown): z.output<typeof shape> {
  const result = shape.safeParse(answered);
  return result.success ? result.data : { text: '', showAlert: false };
}
