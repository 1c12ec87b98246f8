import { z } from 'zod';
import { visibleText, visibleTextOrNone } from '../../kit/visible-text';

/** Telegram's bounds. @see https://core.telegram.org/bots/api#sendpoll */
const questionLengthMax = 300;
const optionLengthMax = 100;
const optionsMax = 12;
const explanationLengthMax = 200;

const isDifferent = (options: readonly string[]) => new Set(options).size === options.length;

/** What is asked. Options that are right have their places, from 0, in `right`; none are where nothing is. */
export const pollContentSchema = z
  .strictObject({
    question: visibleText(questionLengthMax),
    options: z
      .array(visibleText(optionLengthMax))
      .min(2)
      .max(optionsMax)
      .refine(isDifferent, { error: 'Two options are the same.' }),
    right: z.array(z.int().min(0)).max(optionsMax).default([]),
    explanation: visibleTextOrNone(explanationLengthMax)
      .refine((text) => text.split('\n').length <= 3, { error: 'Use at most three lines.' })
      .default(''),
  })
  .refine(({ options, right }) => right.every((place) => place < options.length), {
    error: 'There is no such option.',
    path: ['right'],
  })
  .transform((content) => ({ ...content, right: [...new Set(content.right)].sort((a, b) => a - b) }));

export type PollContent = z.output<typeof pollContentSchema>;
