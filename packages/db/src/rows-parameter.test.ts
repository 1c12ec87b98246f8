import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RowsParameter } from './rows-parameter';
import { PreparedStatement } from './run-prepared';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

const given = new RowsParameter('given', {
  place: 'int',
  big: 'bigint',
  ratio: 'float8',
  is_so: 'boolean',
  at: 'timestamptz',
  state: 'jsonb',
  words: 'text',
});
const statement = new PreparedStatement<Record<string, unknown>>(
  () => sql`select r.* from ${given.source} as r order by place`,
);

test('rows arrive as they were given, with whatever their texts hold; what a row lacks is null', async () => {
  const texts = ['', 'NULL', 'a "b" \\ {c,d}', 'Ärger 🕊️ عمود', 'long '.repeat(100_000)];
  const whole = {
    big: 9_007_199_254_740_991,
    ratio: 0.1,
    is_so: false,
    at: new Date('2026-11-22T10:00:00.125Z'),
    state: { a: ['b'] },
  };
  const rows = texts.map((words, place) => ({ ...whole, place, words }));
  const bare = { place: texts.length, words: null, state: undefined };
  expect(await statement.run(database.db, given.values([...rows, bare]))).toEqual([
    ...rows.map((row) => ({ ...row, big: String(row.big) })),
    { place: texts.length, big: null, ratio: null, is_so: null, at: null, state: null, words: null },
  ]);
});

test('a jsonb column holds any value, a text among them', async () => {
  const states = ['text', 5, true, ['a'], { b: null }];
  const rows = await statement.run(database.db, given.values(states.map((state, place) => ({ place, state }))));
  expect(rows.map((row) => row.state)).toEqual(states);
});

test('no rows are no rows', async () => {
  expect(await statement.run(database.db, given.values([]))).toEqual([]);
});
