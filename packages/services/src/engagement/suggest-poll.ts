import { cutText } from '@dovecote/modules/kit/cut-text';
import { z } from 'zod';
import { listUnanswered } from '../faq/list-unanswered';
import type { ServiceContext } from '../service-context';

const optionsMax = 5;
const optionLengthMax = 100;

export const pollDraftSchema = z.object({
  /** The most asked questions that nobody answered; empty unless there are two. */
  options: z.array(z.string()),
  /** How often each was asked. */
  asked: z.array(z.number()),
});

/** Options of a poll the owner might make: which unanswered question people want answered first. */
export async function suggestPoll(ctx: ServiceContext, botId: string): Promise<z.output<typeof pollDraftSchema>> {
  const questions = await listUnanswered(ctx, botId);
  const options = new Map<string, number>();
  for (const { question, asked } of questions.slice(0, optionsMax)) {
    const option = cutText(question, optionLengthMax);
    options.set(option, (options.get(option) ?? 0) + asked);
  }
  if (options.size < 2) return { options: [], asked: [] };
  return { options: [...options.keys()], asked: [...options.values()] };
}
