import type { MessageEntity } from 'grammy/types';
import type { FaqPair } from './definition';
import type { FaqContext } from './faq-context';

export interface AnswerText {
  text: string;
  entities: MessageEntity[];
}

/** The owner's answer, with the question it was written for in italics under it. */
export function answerText(ctx: FaqContext, pair: FaqPair): AnswerText {
  if (!ctx.settings.isSourceShown) return { text: pair.answer, entities: [] };
  const source = ctx.t('answer.source', { question: pair.question });
  const text = `${pair.answer}\n\n${source}`;
  return { text, entities: [{ type: 'italic', offset: text.length - source.length, length: source.length }] };
}
