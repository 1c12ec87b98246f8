import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Kept outside the checkout so that every package's test run shares one server. */
export const testDataDir =
  process.env.DOVECOTE_TEST_DATA_DIR ?? path.join(tmpdir(), `dovecote-test-${process.getuid?.() ?? 0}`);

export const testUrlFile = path.join(testDataDir, 'url');

/** A server to test on in place of the embedded one; as a superuser. */
export const givenPostgresUrl = process.env.DOVECOTE_TEST_POSTGRES_URL;

/** The URL of the test run's Postgres. */
export function readTestPostgresUrl(): string {
  return givenPostgresUrl ?? readFileSync(testUrlFile, 'utf8').trim();
}
