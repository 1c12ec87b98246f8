import { expect, test } from 'vitest';
import type { OutboxRow } from './outbox-row';
import { decideSend } from './send-decision';

const row: OutboxRow = {
  id: 1,
  updateId: '1',
  chatId: '5',
  method: 'sendMessage',
  payload: {},
  policy: 'never_lost',
  state: 'sending',
  attempts: 1,
  createdAt: new Date(0),
};
const refused = (errorCode: number, description: string, parameters = {}) =>
  decideSend(row, { kind: 'refused', errorCode, description, parameters }, () => 0.5);

test('a chat that blocked the bot or is gone is noted as blocked; another refusal is not', () => {
  expect(refused(403, 'Forbidden: bot was blocked by the user')).toMatchObject({ state: 'refused', isBlocked: true });
  expect(refused(400, 'Bad Request: chat not found')).toMatchObject({ state: 'refused', isBlocked: true });
  expect(refused(400, 'Bad Request: message is too long')).toMatchObject({ state: 'refused', isBlocked: false });
});

test('a message that already shows what was asked for counts as sent', () => {
  expect(refused(400, 'Bad Request: message is not modified: same')).toMatchObject({ kind: 'close', state: 'sent' });
});

test('a group that became a supergroup is followed', () => {
  expect(refused(400, 'upgraded', { migrate_to_chat_id: -100 })).toEqual({ kind: 'migrated', chatId: -100 });
});

test('a lost answer is repeated, unless the step must never happen twice', () => {
  const lost = { kind: 'no-answer', maybeExecuted: true, reason: 'reset' } as const;
  expect(decideSend({ ...row }, lost, () => 0.5)).toMatchObject({ kind: 'retry', isAmbiguous: true });
  const once: OutboxRow = { ...row, policy: 'never_twice' };
  expect(decideSend(once, lost, () => 0.5)).toMatchObject({ kind: 'close', state: 'ambiguous' });
  expect(decideSend(once, { ...lost, maybeExecuted: false }, () => 0.5)).toMatchObject({
    kind: 'retry',
    isAmbiguous: false,
  });
});

test.each([
  ['says that it failed', 240, 60_000, 110],
  ['says nothing', 40, 120_000, 30],
])(
  'a call of which the server %s each time is given up as uncertain the %ith time',
  (how, callsMax, waitMsMax, minutes) => {
    const failed = { kind: 'unavailable', errorCode: 500, description: 'Internal', maybeExecuted: true } as const;
    const lost = { kind: 'no-answer', maybeExecuted: true, reason: 'timeout' } as const;
    // With the shortest waits there are.
    const failing: OutboxRow = { ...row };
    const decisions = Array.from({ length: callsMax }, () => {
      failing.attempts += 1;
      failing.lostAnswers = (failing.lostAnswers ?? 0) + 1;
      return decideSend(failing, how === 'says nothing' ? lost : failed, () => 0);
    });
    expect(decisions.pop()).toMatchObject({ kind: 'close', state: 'ambiguous' });
    const waitsMs = decisions.map((decision) => (decision.kind === 'retry' ? decision.delayMs : Number.NaN));
    expect(waitsMs.slice(0, 3)).toEqual([400, 800, 1_600]);
    expect(waitsMs).toEqual([...waitsMs].sort((a, b) => a - b));
    expect(waitsMs.at(-1)).toBe(waitMsMax / 2);
    expect(waitsMs.reduce((sum, waitMs) => sum + waitMs, 0)).toBeGreaterThan(minutes * 60_000);
  },
);

test('the end of a spinner is repeated for half a minute at most: later nobody waits for it', () => {
  const spinner: OutboxRow = { ...row, method: 'answerCallbackQuery' };
  for (const lost of [
    { kind: 'unavailable', errorCode: 502, description: 'Bad Gateway', maybeExecuted: true } as const,
    { kind: 'no-answer', maybeExecuted: true, reason: 'cut' } as const,
  ]) {
    const decisions = Array.from({ length: 6 }, (_, index) =>
      decideSend({ ...spinner, lostAnswers: index + 1 }, lost, () => 1),
    );
    expect(decisions.pop()).toMatchObject({ kind: 'close', state: 'ambiguous' });
    const waitsMs = decisions.map((decision) => (decision.kind === 'retry' ? decision.delayMs : Number.NaN));
    expect(waitsMs.reduce((sum, waitMs) => sum + waitMs, 0)).toBeLessThan(30_000);
  }
});

test('a call that provably never left is tried again however often, and soon', () => {
  const away = { kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' } as const;
  const tired: OutboxRow = { ...row, attempts: 5_000 };
  expect(decideSend(tired, away, () => 1)).toMatchObject({ kind: 'retry', delayMs: 30_000 });
  const lost = { kind: 'no-answer', maybeExecuted: true, reason: 'timeout' } as const;
  expect(decideSend(tired, lost, () => 1)).toMatchObject({ kind: 'retry', delayMs: 800 });
});
