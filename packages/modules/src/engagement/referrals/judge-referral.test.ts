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
const scripted = trace(0.1, 24.3);
const lively = trace(0.1, 0.2, 7, 31, 31.1, 80);
const circle = (parts: Partial<Circle>): Circle => ({
  invited: lively,
  inviter: { firstSeenMs: 0, actsMs: [] },
  siblings: [],
  kin: [],
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

test('says with figures what it found', () => {
  const inviter = trace(0.12, 24.31);
  expect(judgeReferral(circle({ invited: scripted, inviter }))).toEqual([
    { kind: 'same_hands', figures: { together: 2, acts: 2, minutes: 10 } },
  ]);
  const siblings = Array.from({ length: 9 }, () => scripted);
  expect(judgeReferral(circle({ siblings }))).toEqual([
    { kind: 'crowd', figures: { scripted: 9, active: 10 } },
    { kind: 'ring', figures: { scripted: 9, active: 10 } },
  ]);
  expect(judgeReferral(circle({ invited: scripted, kin: [scripted, lively, lively] }))).toEqual([
    { kind: 'ring', figures: { scripted: 2, active: 4 } },
  ]);
});
