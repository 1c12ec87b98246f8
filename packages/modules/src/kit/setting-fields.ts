import { z } from 'zod';
import { visibleText, visibleTextOrNone } from './visible-text';
import { webAddress } from './web-address';

/** Telegram's bound on a message's text, in UTF-16 units after entities are parsed. */
export const messageLengthMax = 4096;

/** Telegram's bound on the text under a picture. */
export const captionLengthMax = 1024;

export const languageCodes = ['en', 'ru'] as const;

/** One text for each language, written by the owner; a language left out falls back to the bot's default. */
export const textByLanguage = (title: string, description: string) =>
  z
    .partialRecord(z.enum(languageCodes), visibleTextOrNone(messageLengthMax))
    .default({})
    .meta({ title, description, format: 'text-by-language' });

export const buttonField = z
  .strictObject({
    label: visibleText(64).meta({ title: 'Label' }),
    url: webAddress('tg')
      .optional()
      .meta({ title: 'Link', description: 'Opened when pressed. Leave empty to run a command instead.' }),
    command: z
      .string()
      .regex(/^[a-z0-9_]{1,32}$/)
      .optional()
      .meta({ title: 'Command', description: 'Run when pressed, without the slash.' }),
  })
  .refine((button) => (button.url === undefined) !== (button.command === undefined), {
    error: 'Give the button either a link or a command.',
  });
