import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';
import { runMatrix } from './run-matrix.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi({ caller: 1_000_000, network: 1_000_000 });
});
afterAll(async () => await api.close());

test('every operation keeps its policy for everybody, and shows no stranger what is there', {
  timeout: 300_000,
}, async () => {
  const { operations, tries, faults } = await runMatrix(api, 1);
  expect(faults).toEqual([]);
  expect(operations).toBeGreaterThan(150);
  expect(tries).toBeGreaterThan(10_000);
});
