import { expect, test } from 'vitest';
import { parseQuestions } from './parse-questions';

test('CSV is read with quotes, line breaks and several right answers; wrong rows are told one by one', () => {
  const text = [
    '\uFEFFQuestion,Option 1,option 2,Option 3,Right,Explanation',
    '"Which are even, ""really""?",1,2,4,2 3,"Two\nand four"',
    'No right one?,a,b,,,',
    'Beyond?,a,b,,7,',
    ',a,b,,1,',
    'Same?,a,a,,1,',
    'Two are enough?,yes,no,,1,',
    '\u2800,a,b,,1,',
    'Seen?,a,\u3164,,1,',
  ].join('\n');
  expect(parseQuestions('csv', text)).toEqual({
    questions: [
      { question: 'Which are even, "really"?', options: ['1', '2', '4'], right: [1, 2], explanation: 'Two\nand four' },
      { question: 'Two are enough?', options: ['yes', 'no'], right: [0], explanation: '' },
    ],
    problems: [
      { row: 3, message: 'right: names no option' },
      { row: 4, message: 'right: There is no such option.' },
      { row: 5, message: expect.stringMatching(/^question: /) },
      { row: 6, message: 'options: Two options are the same.' },
      { row: 8, message: expect.stringMatching(/^question: Write something that can be seen/) },
      { row: 9, message: expect.stringMatching(/^options.1: Write something that can be seen/) },
    ],
  });
});

test('JSON is read with right options by text or place', () => {
  const list = [
    { question: 'A?', options: ['x', 'y', 'z'], right: ['z', 'x'], explanation: 'Because.' },
    { question: 'B?', options: ['x', 'y'], right: [1] },
    { question: 'C?', options: ['x', 'y'], right: ['w'] },
    'nothing',
    { question: 'D?', options: ['x'], right: [0] },
  ];
  expect(parseQuestions('json', JSON.stringify(list))).toEqual({
    questions: [
      { question: 'A?', options: ['x', 'y', 'z'], right: [0, 2], explanation: 'Because.' },
      { question: 'B?', options: ['x', 'y'], right: [1], explanation: '' },
    ],
    problems: [
      { row: 3, message: expect.stringMatching(/^right/) },
      { row: 4, message: expect.any(String) },
      { row: 5, message: expect.stringMatching(/^options: /) },
    ],
  });
});

test.each([
  ['json', '{"a": 1}', 'is not a list'],
  ['json', 'nonsense', 'is not JSON'],
  ['csv', 'question,option\n"open', expect.any(String)],
] as const)('what is no %s at all is one problem: %j', (format, text, message) => {
  expect(parseQuestions(format, text)).toEqual({ questions: [], problems: [{ row: expect.any(Number), message }] });
});
