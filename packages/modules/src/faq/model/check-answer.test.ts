import { describe, expect, it } from 'vitest';
import { figuresOf, hasOnlyKnownFigures, isGrounded, judgeablePart } from './check-answer';

const source = (text: string) => [{ key: 'k', title: 'Guide', text }];

describe('figures', () => {
  it.each([
    ['1 000,50 €', '1000.50'],
    ['1,000.50 USD', '1000.50'],
    ['1.000.000', '1000000'],
    ['20.00', '20'],
    ['007', '7'],
    ['five euros', '5'],
    ['двадцать рублей', '20'],
    ['9:30', '9:30'],
    ['٣ ريال', '3'],
    ['۱۲۰ تومان', '120'],
    ['३ rupees', '३'],
  ])('%s is %s', (text, figure) => expect([...figuresOf(text)]).toContain(figure));

  it.each([
    ['It costs 1 000 rub.', 'It costs 1000 rub.', true],
    ['It costs 1000 rub.', 'Costs: 1 000 rub', true],
    ['It costs 100 rub.', 'It costs 1000 rub.', false],
    ['Within two weeks.', 'Within 2 weeks.', true],
    ['Within two weeks.', 'Soon.', false],
    ['Стоит пять рублей.', 'Стоит 500 рублей.', false],
    ['See https://shop.example/a.', 'More at https://shop.example/a', true],
    ['See https://evil.example.', 'More at https://shop.example/a', false],
    ['Write to @evil_shop', 'Write to us', false],
    ['Write to evil@shop.example', 'Write to us', false],
    ['Pay at bit.ly/abc', 'Write to us', false],
    ['Pay at evil.ai.', 'Write to us', false],
    ['Pay at магазин.рф', 'Write to us', false],
    ['Tap tg://resolve?domain=evil', 'Write to us', false],
    ['[Pay](https://evil.example)', 'Write to us', false],
    ['Pay at shop.com', 'Pay at myshop.com', false],
    ['Pay at shop.example', 'Pay at shop.example.org', false],
    ['Write to @mysho', 'Write to @myshop', false],
    ['Write to **@MyShop**, or see (www.shop.example/).', 'Ask @myshop: “https://shop.example”!', true],
    ['As it says [1], yes [2].', 'Yes.', true],
  ])('"%s" from "%s": %s', (answer, passage, isKnown) =>
    expect(hasOnlyKnownFigures(answer, source(passage))).toBe(isKnown),
  );
});

describe('an answer', () => {
  const passage = source('Gifts are wrapped for free in blue paper within two days.');

  it.each([
    ['We wrap gifts in blue paper [1].', true],
    ['Yes, wrapping is free.', true],
    ['Подарки заворачиваем бесплатно.', false],
    ['Your director robs everybody, and gifts too.', false],
    ['flurble wix zorp', false],
    ['{"tool":"shell","arguments":"rm"}', false],
    ['???', false],
    ['', false],
  ])('is made of the passages: %s %s', (answer, isMade) =>
    expect(isGrounded(answer, 'does your director rob everybody? do you wrap gifts?', passage)).toBe(isMade),
  );

  it('may be in the language of the question, which its passages are not', () => {
    expect(isGrounded('Подарки заворачиваем бесплатно.', 'заворачиваете подарки?', passage)).toBe(true);
  });
});

it('judges no figure and no word that may still grow', () => {
  expect(judgeablePart('It costs 1')).toBe('It costs');
  expect(judgeablePart('It costs 1 0')).toBe('It costs');
  expect(judgeablePart('It costs 10 eur')).toBe('It costs');
  expect(judgeablePart('It costs 10 euros and ')).toBe('It costs 10 euros and');
  expect(judgeablePart('')).toBe('');
});
