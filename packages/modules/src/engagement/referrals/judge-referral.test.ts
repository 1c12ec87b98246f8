import { expect, test } from 'vitest';
import { testSeeds } from './attack-set.test-helper';
import { type Circle, judgeReferral, type Trace } from './judge-referral';
import { scoreReferee } from './referee-score.test-helper';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 2, 2, 12);
const trace = (...hours: number[]): Trace => ({
  firstSeenMs: startMs,
  actsMs: hours.map((hour) => startMs + hour * hourMs),
});
const afterDays = (days: number, { firstSeenMs, actsMs }: Trace): Trace => ({
  firstSeenMs: firstSeenMs + days * 24 * hourMs,
  actsMs: actsMs.map((at) => at + days * 24 * hourMs),
});
const scripted = trace(0.1, 24.3);
const lively = trace(0.1, 0.2, 0.3, 7, 7.1, 31, 31.1, 31.2, 52, 52.1, 52.2, 80, 80.1, 80.2, 104, 128);
const circle = (parts: Partial<Circle>): Circle => ({
  invited: lively,
  inviter: { firstSeenMs: 0, actsMs: [] },
  siblings: [],
  kin: [],
  line: [],
  ...parts,
});

test('the referee is at least 0.95 precise and finds at least 0.9 on worlds it was not tuned on', {
  timeout: 120_000,
}, () => {
  const { precision, recall, byLabel } = scoreReferee(testSeeds, 7);
  console.info(`referee: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`, JSON.stringify(byLabel));
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

test('finds nothing in friends who come and go as they like, however many come at once', () => {
  expect(judgeReferral(circle({ siblings: Array.from({ length: 40 }, () => lively) }))).toEqual([]);
  expect(judgeReferral(circle({ invited: scripted }))).toEqual([]);
  expect(judgeReferral(circle({ invited: trace(), siblings: [trace(), trace()] }))).toEqual([]);
});

test('a class that comes back in the same lessons is nobody’s second account', () => {
  const lesson = (hour: number) => [0, 0.02, 0.04, 0.06, 0.08, 0.1].map((later) => hour + later);
  const inviter = trace(...lesson(0.05), ...lesson(48), ...lesson(96));
  const pupil = trace(...lesson(0.1), ...lesson(48.1), ...lesson(96.1));
  expect(judgeReferral(circle({ invited: pupil, inviter }))).toMatchObject([{ kind: 'same_hands' }]);
  expect(judgeReferral(circle({ invited: pupil, inviter, siblings: [pupil, pupil, pupil, pupil] }))).toEqual([]);
});

test('somebody who stays is paid for, however many beside them only came for the points', () => {
  const jittered = [trace(0.2, 27), trace(0.1, 0.3, 40), trace(0.4, 30, 55), trace(1, 33), trace(0.5, 45)];
  const [invited = lively, ...siblings] = jittered;
  expect(judgeReferral(circle({ invited, siblings }))).toMatchObject([
    { kind: 'crowd', figures: { scripted: 5, active: 5 } },
    { kind: 'ring', figures: { scripted: 5, active: 5 } },
  ]);
  const stays = trace(...Array.from({ length: 20 }, (_, index) => 0.1 + index * 9));
  expect(judgeReferral(circle({ invited: stays, siblings: jittered }))).toEqual([]);
});

test('a line of people each of whom brought the next and did just what pays is found from each of them', () => {
  const invited = trace(0.2, 27);
  const line = [trace(0.1, 0.3, 40), trace(0.4, 30, 55), trace(0.5, 45)];
  expect(judgeReferral(circle({ invited, line }))).toEqual([{ kind: 'ring', figures: { scripted: 4, active: 4 } }]);
  expect(judgeReferral(circle({ invited, line: [lively, lively, ...line] }))).toMatchObject([{ kind: 'ring' }]);
  expect(judgeReferral(circle({ invited, line: [lively, lively, lively, ...line] }))).toEqual([]);
});

test('friends who brought one another over weeks are paid for, and so are three who came at once', () => {
  const invited = trace(0.2, 27);
  const friends = [trace(0.1, 0.3, 40), trace(0.4, 30, 55), trace(0.5, 45), trace(1, 33)];
  const overWeeks = friends.map((friend, index) => afterDays(3 + index * 4, friend));
  expect(judgeReferral(circle({ invited, line: overWeeks }))).toEqual([]);
  expect(judgeReferral(circle({ invited, kin: overWeeks }))).toEqual([]);
  expect(judgeReferral(circle({ invited, line: friends.slice(0, 2), kin: friends.slice(0, 2) }))).toEqual([]);
  expect(judgeReferral(circle({ invited, kin: friends }))).toMatchObject([{ kind: 'ring' }]);
});

test('one recording played by two is found, two who came together are not', () => {
  const invited = trace(0, 5, 5.5, 29, 29.2, 52, 76, 76.1, 101, 125, 150);
  const replayed = (byMs: number): Trace => ({
    firstSeenMs: startMs + byMs,
    actsMs: invited.actsMs.map((at, index) => at + byMs + (index % 5) * 4_000),
  });
  expect(judgeReferral(circle({ invited, siblings: [replayed(7 * hourMs), trace(0, 3, 30, 31, 60, 90)] }))).toEqual([
    { kind: 'copies', figures: { scripted: 1, active: 2 } },
  ]);
  expect(judgeReferral(circle({ invited, siblings: [replayed(hourMs / 2)] }))).toEqual([]);
});

test('says with figures what it found', () => {
  const inviter = trace(0.12, 24.31);
  expect(judgeReferral(circle({ invited: scripted, inviter }))).toEqual([
    { kind: 'same_hands', figures: { together: 2, acts: 2, minutes: 10 } },
  ]);
  const siblings = Array.from({ length: 9 }, () => scripted);
  expect(judgeReferral(circle({ invited: scripted, siblings: [...siblings, lively] }))).toEqual([
    { kind: 'crowd', figures: { scripted: 10, active: 11 } },
    { kind: 'ring', figures: { scripted: 10, active: 11 } },
  ]);
  expect(judgeReferral(circle({ invited: scripted, kin: [scripted, lively, lively] }))).toEqual([
    { kind: 'ring', figures: { scripted: 2, active: 4 } },
  ]);
});
