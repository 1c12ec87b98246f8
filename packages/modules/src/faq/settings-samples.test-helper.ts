import { messageLengthMax } from '../kit/setting-fields';

/** Ordinary settings and the largest the form lets through. */
export const faqSettingsSamples: object[] = [
  {
    pairs: [
      { question: 'What are your opening hours?', answer: 'From 9 to 18.' },
      { question: 'How do I get a refund?', answer: 'Write to us within 14 days.' },
      { question: 'Where is my parcel with the blue shoes?', answer: 'On its way.' },
    ],
  },
  {
    pairs: [
      { question: `opening ${'q'.repeat(492)}`, answer: 'z'.repeat(messageLengthMax), alternatives: ['a'.repeat(500)] },
      { question: 'What are your opening hours?', answer: '😀'.repeat(messageLengthMax / 2) },
    ],
    confidence: 'eager',
  },
];
