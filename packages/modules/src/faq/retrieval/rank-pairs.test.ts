import { describe, expect, it } from 'vitest';
import { type Confidence, decideAnswer } from './decide-answer';
import { buildFaqIndex } from './faq-index';
import { rankPairs } from './rank-pairs';

function decider(...questions: [question: string, answer: string][]) {
  const index = buildFaqIndex(questions.map(([question, answer]) => ({ question, answer, alternatives: [] })));
  return (asked: string, confidence: Confidence = 'balanced') => {
    const decision = decideAnswer({ pairs: rankPairs(index, asked), passages: [] }, confidence);
    const found = decision.kind === 'answer' ? decision.found : null;
    return found?.kind === 'pair' ? found.pair.answer : decision.kind;
  };
}

describe('two pairs in English', () => {
  const decide = decider(['What are your opening hours?', 'hours'], ['How do I get a refund?', 'refund']);

  it.each([
    'when do you open?',
    'opening times',
    'opening huors',
    'what time do you close?',
    'Are you open on Sunday?',
  ])('%s', (asked) => expect(decide(asked)).toBe('hours'));
  it.each(['I want my money back', 'refund', 'how can I return my purchase', 'can i get my money back'])(
    '%s',
    (asked) => expect(decide(asked)).toBe('refund'),
  );
  it.each([
    'who won the world cup?',
    'how do I get to the airport?',
    'what is the capital of France?',
    'how old are you?',
    'tell me a joke',
    'hello',
    '',
    '???',
  ])('does not know: %s', (asked) => expect(decide(asked)).toBe('unknown'));
});

describe('two pairs in Russian', () => {
  const decide = decider(['Какие у вас часы работы?', 'hours'], ['Как вернуть деньги?', 'refund']);

  it.each(['когда вы открываетесь?', 'График работы', 'до скольки вы работаете'])('%s', (asked) =>
    expect(decide(asked)).toBe('hours'),
  );
  it.each(['верните мои деньги', 'хочу возврат'])('%s', (asked) => expect(decide(asked)).toBe('refund'));
  it.each(['кто выиграл чемпионат мира?', 'какая погода завтра?', 'как сварить борщ'])('does not know: %s', (asked) =>
    expect(decide(asked)).toBe('unknown'),
  );
});

describe('a small shop', () => {
  const decide = decider(
    ['What are your opening hours?', 'hours'],
    ['How do I get a refund?', 'refund'],
    ['How much does shipping cost?', 'shipping'],
    ['Where is your shop?', 'place'],
    ['How can I contact you?', 'contact'],
    ['Can I cancel my order?', 'cancel'],
  );

  it.each([
    ['how much is delivery?', 'shipping'],
    ['where are you located', 'place'],
    ['can i call you', 'contact'],
    ['i need to talk to a human', 'contact'],
    ['I want to cancel', 'cancel'],
    ['money back', 'refund'],
    ['what is bitcoin', 'unknown'],
    ['who is the president', 'unknown'],
  ])('%s', (asked, answer) => expect(decide(asked)).toBe(answer));

  it('guesses more the less careful it is', () => {
    const asked = ['phone number', 'how to get to you', 'your address', 'money back', 'what is your email'];
    const answered = (confidence: Confidence) =>
      asked.filter((one) => !['suggest', 'unknown'].includes(decide(one, confidence))).length;
    expect(answered('careful')).toBeLessThan(answered('eager'));
    expect(answered('careful')).toBeLessThanOrEqual(answered('balanced'));
  });
});
