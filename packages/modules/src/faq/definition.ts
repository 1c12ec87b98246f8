import { z } from 'zod';
import { defineModule } from '../kit/definition';
import { messageLengthMax } from '../kit/setting-fields';

const pair = z.strictObject({
  question: z.string().trim().min(1).max(500).meta({ title: 'Question' }),
  answer: z.string().trim().min(1).max(messageLengthMax).meta({ title: 'Answer', format: 'multiline' }),
  alternatives: z.array(z.string().trim().min(1).max(500)).max(50).default([]).meta({ title: 'Other ways to ask it' }),
});

export type FaqPair = z.output<typeof pair>;

const settings = z.strictObject({
  pairs: z.array(pair).max(2000).default([]).meta({ title: 'Questions and answers' }),
  confidence: z.enum(['careful', 'balanced', 'eager']).default('balanced').meta({
    title: 'How sure to be before answering',
    description: 'Careful says "I do not know" more often; eager guesses more.',
  }),
  isSourceShown: z.boolean().default(true).meta({
    title: 'Show the source',
    description: 'Names the question whose answer is given.',
  }),
  isFreeTextAnswered: z.boolean().default(true).meta({
    title: 'Answer free text',
    description: 'In private chats, without /ask.',
  }),
});

export const faqDefinition = defineModule({
  id: 'faq',
  title: 'Questions and answers',
  summary: 'Answers from your own questions and answers, or says it does not know.',
  category: 'support',
  settings,
  commands: [{ name: 'ask', scope: 'everywhere', descriptionKey: 'command.ask' }],
  updates: ['message', 'callback_query'],
  keeps: [{ table: 'faq_unanswered', purposeKey: 'keeps.unanswered', days: 90, isUnlinked: true }],
});
