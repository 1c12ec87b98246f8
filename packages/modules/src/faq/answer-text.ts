import type { MessageEntity } from 'grammy/types';
import type { FaqContext } from './faq-context';
import type { Found } from './retrieval/decide-answer';
import { sourceTitle } from './source-buttons';

export interface AnswerText {
  text: string;
  entities: MessageEntity[];
}

/** The owner's words, with what they were written for, or the document they stand in, in italics under them. */
export function answerText(ctx: FaqContext, found: Found): AnswerText {
  const answer = found.kind === 'pair' ? found.pair.answer : found.passage.body;
  if (!ctx.settings.isSourceShown) return { text: answer, entities: [] };
  const source = ctx.t('answer.source', { question: sourceTitle(found) });
  const text = `${answer}\n\n${source}`;
  return { text, entities: [{ type: 'italic', offset: text.length - source.length, length: source.length }] };
}
