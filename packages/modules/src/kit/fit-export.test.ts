import { expect, test } from 'vitest';
import { fitExport } from './fit-export';

const table = (length: number, count = length) => ({
  rows: Array.from({ length }, (_, at) => ({ at, text: 'x'.repeat(80) })),
  count,
});

test('small tables stay whole, large ones share what room is left, and what is missing is counted', () => {
  const { modules, leftOut } = fitExport(
    { a: { big: table(900), small: table(3) }, b: { great: table(500, 700) } },
    50_000,
  );
  expect(modules.a?.small).toHaveLength(3);
  expect(modules.a?.big?.slice(0, 2).map(({ at }) => at)).toEqual([0, 1]);
  expect(modules.a?.big?.length).toBe(modules.b?.great?.length);
  expect(JSON.stringify(modules).length).toBeGreaterThan(45_000);
  expect(JSON.stringify(modules).length).toBeLessThan(50_200);
  expect(leftOut).toEqual({
    a: { big: 900 - (modules.a?.big?.length ?? 0) },
    b: { great: 700 - (modules.b?.great?.length ?? 0) },
  });
});

test('what fits is whole, and nothing is named as left out', () => {
  expect(fitExport({ a: { big: table(9) }, b: {} }, 50_000)).toEqual({
    modules: { a: { big: table(9).rows }, b: {} },
    leftOut: {},
  });
});
