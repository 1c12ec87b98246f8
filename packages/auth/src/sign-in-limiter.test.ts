import { expect, test } from 'vitest';
import { createSignInLimiter } from './sign-in-limiter';

function setUp() {
  let nowMs = 0;
  const limiter = createSignInLimiter(() => new Date(nowMs));
  const attempt = (email: string, ip: string) => {
    try {
      limiter.begin(email, ip);
      return 0;
    } catch (error) {
      return (error as { retryAfterSeconds: number }).retryAfterSeconds;
    }
  };
  return { limiter, attempt, advance: (ms: number) => (nowMs += ms) };
}

test('the delay grows with each failure and ends with a success', () => {
  const { limiter, attempt, advance } = setUp();
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const waitSeconds = attempt('a@example.com', '198.51.100.1');
    waits.push(waitSeconds);
    if (waitSeconds > 0) {
      advance(waitSeconds * 1000);
      attempt('a@example.com', '198.51.100.1');
    }
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8]);
  advance(16_000);
  limiter.begin('a@example.com', '198.51.100.1');
  limiter.succeed('a@example.com', '198.51.100.1');
  expect(attempt('a@example.com', '198.51.100.1')).toBe(0);
});

test('a stranger elsewhere cannot lock a person out', () => {
  const { attempt } = setUp();
  for (let round = 0; round < 20; round += 1) attempt('a@example.com', '203.0.113.5');
  expect(attempt('A@example.com', '203.0.113.99')).toBeGreaterThan(0);
  expect(attempt('a@example.com', '198.51.100.1')).toBe(0);
});

test('one network has a budget over all accounts', () => {
  const { attempt, advance } = setUp();
  for (let round = 0; round < 100; round += 1) expect(attempt(`p${round}@example.com`, '203.0.113.5')).toBe(0);
  expect(attempt('one-more@example.com', '203.0.113.5')).toBeGreaterThan(0);
  advance(601_000);
  expect(attempt('one-more@example.com', '203.0.113.5')).toBe(0);
});
