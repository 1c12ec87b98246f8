import { expect, test } from 'vitest';
import { createLogger } from './logger';
import { warnSeldom } from './warn-seldom';

test('a trouble that comes without end is told at once and then once a minute, with what was left out', () => {
  const lines: { msg: string; leftOut?: number; err: { message: string } }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const logger = createLogger({ name: 'test', level: 'warn', destination });
  let nowMs = 0;
  const warn = warnSeldom(logger, 'the queue is away', () => nowMs);
  for (; nowMs < 120_000; nowMs += 500) warn(new Error(`at ${nowMs}`));
  expect(lines.map(({ leftOut, err, msg }) => [msg, err.message, leftOut])).toEqual([
    ['the queue is away', 'at 0', undefined],
    ['the queue is away', 'at 60000', 119],
  ]);
});
