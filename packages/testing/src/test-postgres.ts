import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Kept outside the checkout so that every package's test run shares one server. */
export const testDataDir =
  process.env.DOVECOTE_TEST_DATA_DIR ?? path.join(tmpdir(), `dovecote-test-${process.getuid?.() ?? 0}`);

export const testUrlFile = path.join(testDataDir, 'url');

/** The URL of the test run's Postgres; the global setup wrote it. */
export function readTestPostgresUrl(): string {
  return process.env.DOVECOTE_TEST_POSTGRES_URL ?? readFileSync(testUrlFile, 'utf8').trim();
}
