import { z } from 'zod';

const shape = z.object({ text: z.string().default(''), showAlert: z.boolean().default(false) });

/** The bot's answer to a pressed button, as `answerCallbackQuery` wrote it. */
export function readAnswer(answered: unknown): z.output<typeof shape> {
  const result = shape.safeParse(answered);
  return result.success ? result.data : { text: '', showAlert: false };
}
