import { z } from 'zod';

/** Telegram takes these for nothing, besides what Unicode calls blank: a braille blank, a place for an object, marks of notes. */
const shown = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2800\uFFF9-\uFFFC]/u;

/** Telegram refuses a text that shows nothing: the message, and with one button's label every button beside it. */
export function isVisible(text: string): boolean {
  return shown.test(text);
}

const visibleRule = 'Write something that can be seen: Telegram refuses blanks and invisible characters alone.';

/** A text somebody wrote that is sent; blanks around it are cut, as Telegram does. The length is in UTF-16 units. */
export const visibleText = (lengthMax: number) =>
  z
    .string()
    .trim()
    .min(1, { error: visibleRule, abort: true })
    .max(lengthMax)
    .refine(isVisible, { error: visibleRule });

/** The same where nothing need be written; blanks alone are nothing. */
export const visibleTextOrNone = (lengthMax: number) =>
  z
    .string()
    .trim()
    .max(lengthMax)
    .refine((text) => text === '' || isVisible(text), { error: visibleRule });
