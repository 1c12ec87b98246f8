import { cutText } from '../../kit/cut-text';
import type { FaqContext } from '../faq-context';
import { askModel } from '../model/ask-model';
import { findAnswer } from './find-answer';
import { sayDecision } from './say-decision';

/** The most of a question that is searched for and quoted. */
const questionLengthMax = 500;

/** Answers from what the owner gave, asks back when torn, or says that it does not know and keeps the question. */
export async function answerQuestion(ctx: FaqContext, asked: string): Promise<void> {
  const question = cutText(asked, questionLengthMax).trim();
  const found = await findAnswer(ctx, question);
  if (await askModel(ctx, question, found)) return;
  await sayDecision(ctx, found.desk, { question }, found.decision);
}
