import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataKeyStore } from './data-key-store';
import { dataKeys } from './schema/data-keys';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database.close());

test('many processes that need the first key at once make one', async () => {
  const keyRing = parseKeyRing(generateKey());
  const place = { workspaceId: 'ws_1', purpose: 'bot_token', row: 'r', column: 'c' };
  const vaults = Array.from({ length: 8 }, () =>
    createVault({ keyRing, dataKeyStore: createDataKeyStore(database.db) }),
  );
  const sealed = await Promise.all(vaults.map((vault) => vault.seal('x', place)));
  expect(await database.db.select().from(dataKeys)).toHaveLength(1);
  for (const envelope of sealed) {
    const secret = await vaults[0]?.open(envelope, place);
    expect(secret?.equals('x')).toBe(true);
  }
});
