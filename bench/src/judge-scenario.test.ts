import { expect, test } from 'vitest';
import { judgeScenario } from './judge-scenario';
import { dropRestless, type Round } from './run-rounds';
import type { PreparedScenario } from './scenario';

const steady = { system: 'peer', metric: 'rate' };

const scenario: PreparedScenario = {
  systems: [
    { id: 'ours', measure: () => Promise.reject(new Error('not measured here')) },
    { id: 'peer', measure: () => Promise.reject(new Error('not measured here')) },
  ],
  claims: [
    {
      title: 'rate',
      unit: '×',
      must: { atLeast: 2 },
      aim: { atLeast: 3 },
      value: (of) => of('ours', 'rate') / of('peer', 'rate'),
    },
  ],
  steady,
};

function rounds(...peerRates: number[]): Round[] {
  return peerRates.map((rate) => ({
    ours: { metrics: { rate: 250 }, problems: [] },
    peer: { metrics: { rate }, problems: [] },
  }));
}

function judge(all: readonly Round[]) {
  return judgeScenario({ id: 'B0', title: 'test' }, scenario, dropRestless(all, steady));
}

test('a ratio is taken within each round, and its median is held against the bound', () => {
  expect(judge(rounds(100, 110, 120)).claims[0]).toMatchObject({ median: 250 / 110, lowest: 250 / 120, highest: 2.5 });
  expect(judge(rounds(100, 110, 120)).verdict).toBe('met');
  expect(judge(rounds(130, 140, 150)).verdict).toBe('missed');
});

test('of seven rounds, two with a restless peer are dropped and named', () => {
  const { kept, dropped, isInconclusive } = dropRestless(rounds(100, 100, 30, 100, 100, 200, 100), steady);
  expect(kept).toHaveLength(5);
  expect(dropped.map((line) => line.slice(0, 8))).toEqual(['round 6:', 'round 3:']);
  expect(isInconclusive).toBe(false);
});

test('a third restless round leaves no verdict', () => {
  expect(judge(rounds(100, 100, 30, 100, 100, 200, 250)).verdict).toBe('inconclusive');
});

test('one wrong count fails a benchmark that is fast enough', () => {
  const [first, ...others] = rounds(100, 100, 100);
  const wrong = { ...first, ours: { metrics: { rate: 900 }, problems: ['points: 7, not 8'] } };
  const result = judge([wrong as Round, ...others]);
  expect(result.verdict).toBe('failed');
  expect(result.problems).toEqual(['round 1, ours: points: 7, not 8']);
});

test('a wrong count in a dropped round fails it too', () => {
  const all = rounds(100, 100, 30, 100, 100, 100, 100);
  all[2] = { ...all[2], ours: { metrics: { rate: 250 }, problems: ['points: 7, not 8'] } } as Round;
  expect(judge(all)).toMatchObject({ rounds: 6, verdict: 'failed' });
});

test('a system that could not be measured does not pass', () => {
  const broken = { ours: { metrics: {}, problems: ['ended with 1'] }, peer: { metrics: { rate: 100 }, problems: [] } };
  expect(judge([broken]).verdict).toBe('failed');
  expect(judge([broken]).claims[0]?.verdict).toBe('missed');
});
