import { telegramApiPurposes } from '@dovecote/db/schema/bots';
import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { createLogger } from '@dovecote/observability/logger';
import { composeServices } from '@dovecote/services/compose-services';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey } from '@dovecote/vault/key-ring';
import { PurposeClosedError } from '@dovecote/vault/purpose-closed-error';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managerSettings } from './manager-settings';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database.close());

test('the manager opens the Telegram API credentials that others only seal', async () => {
  const settings = managerSettings({
    HOST: '127.0.0.1',
    BOT_MANAGER_PORT: 0,
    DATABASE_URL: database.url,
    ENCRYPTION_KEYS: generateKey(),
    LOG_LEVEL: 'silent',
    LOOPBACK_TARGETS: 'off',
    IN_CONTAINER: 'off',
  });
  const databases = openTenantDatabases({ url: database.url, applicationName: 'test', connectionsMax: 2 });
  const parts = { databases, logger: createLogger({ name: 'test', level: 'silent' }), passwordHasher: noPasswords };
  const { opensTelegramApiCredentials: _right, ...others } = settings;
  const manager = composeServices(settings, parts);
  const other = composeServices(others, parts);
  try {
    for (const purpose of telegramApiPurposes) {
      const place = { workspaceId: 'ws_manager', purpose, row: 'bot_1', column: 'value' };
      const sealed = await other.services.vault.seal(`my ${purpose}`, place);
      await expect(other.services.vault.open(sealed, place)).rejects.toThrow(PurposeClosedError);
      const secret = await manager.services.vault.open(sealed, place);
      expect(secret.use((value) => value)).toBe(`my ${purpose}`);
    }
  } finally {
    await Promise.all([manager.close(), other.close()]);
    await databases.close();
  }
});

const noPasswords = { hash: async () => 'none', verify: async () => false, findWeakness: () => null };
