import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serverContext } from './server-context';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('ENCRYPTION_KEYS', `test:${randomBytes(32).toString('base64')}`);
  vi.stubEnv('AUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('LOG_LEVEL', 'silent');
});

afterAll(async () => {
  await serverContext().close();
  await database.close();
  vi.unstubAllEnvs();
});

const purposes = ['telegram_api_id', 'telegram_api_hash', 'telegram_phone', 'session_string'];
const closed = { name: 'PurposeClosedError' };

test.each(purposes)('the web process seals a %s and cannot open it', async (purpose) => {
  const { vault } = serverContext().deps.services;
  const place = { workspaceId: 'ws_web', purpose, row: 'bot_1', column: 'value' };
  const sealed = await vault.seal('a value of the customer', place);
  await expect(vault.open(sealed, place)).rejects.toMatchObject(closed);
  await expect(vault.sealer(place.workspaceId, purpose)).rejects.toMatchObject(closed);
});
