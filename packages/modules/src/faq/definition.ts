import { z } from 'zod';
import { defineModule } from '../kit/definition';
import { messageLengthMax } from '../kit/setting-fields';
import { visibleText } from '../kit/visible-text';

const pair = z.strictObject({
  question: visibleText(500).meta({ title: 'Question' }),
  answer: visibleText(messageLengthMax).meta({ title: 'Answer', format: 'multiline' }),
  alternatives: z.array(visibleText(500)).max(50).default([]).meta({ title: 'Other ways to ask it' }),
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
  isHandedOver: z.boolean().default(true).meta({
    title: 'Hand over to a person',
    description: 'Questions nobody could answer go to the group you connected; a reply there reaches the person.',
  }),
  model: z.enum(['off', 'platform', 'own']).default('off').meta({
    title: 'Language model',
    description: 'Words answers from your pairs and documents, and from nothing else. Off: answers are quoted.',
  }),
  modelTokensPerDay: z.int().min(0).max(100_000_000).default(500_000).meta({
    title: 'Tokens a day',
    description: 'For all people together. They are reserved before the model is asked, so this is never exceeded.',
  }),
  modelTokensPerPersonPerDay: z.int().min(0).max(100_000_000).default(60_000).meta({
    title: 'Tokens a day for one person',
    description: 'What is over it is answered without the model.',
  }),
});

export const faqDefinition = defineModule({
  id: 'faq',
  title: 'Questions and answers',
  summary: 'Answers from your own questions, answers and documents, or says it does not know.',
  category: 'support',
  settings,
  commands: [{ name: 'ask', scope: 'everywhere', descriptionKey: 'command.ask' }],
  updates: ['message', 'callback_query', 'my_chat_member'],
  keeps: [
    { table: 'faq_unanswered', purposeKey: 'keeps.unanswered', days: 90, isUnlinked: true },
    { table: 'faq_handovers', purposeKey: 'keeps.handovers', days: 30 },
    { table: 'faq_model_calls', purposeKey: 'keeps.modelCalls', days: 30 },
    { table: 'faq_spending', purposeKey: 'keeps.spending', days: 30 },
    { table: 'faq_spending', purposeKey: 'keeps.spendingMark', days: 2, outlives: true },
  ],
});
