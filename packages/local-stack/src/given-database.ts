import { readGivenFile } from './local-secrets';
import { type WaitOptions, waitForDatabase } from './wait-for-database';

/**
 * The address of the database that DATABASE_URL or its file gives, once it takes a connection; null if none is given.
 * Throws a StartRefusal as `waitForDatabase` does.
 */
export async function awaitGivenDatabase(
  env: Record<string, string | undefined>,
  options: Pick<WaitOptions, 'patienceMs' | 'onProgress'>,
): Promise<string | null> {
  const file = env.DATABASE_URL_FILE;
  const url = env.DATABASE_URL || (file && readGivenFile('DATABASE_URL', file));
  if (!url) return null;
  await waitForDatabase({ ...options, url, variable: env.DATABASE_URL ? 'DATABASE_URL' : 'DATABASE_URL_FILE' });
  return url;
}
