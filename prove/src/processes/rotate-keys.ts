import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { rotateKeys } from '@dovecote/services/keys/rotate-keys';
import type { ServiceContext } from '@dovecote/services/service-context';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';

/** What `keys rotate` does, in a process that can be killed. */
const [, , url = '', encryptionKeys = ''] = process.argv;
const databases = openTenantDatabases({ url, applicationName: 'prove-rotation', connectionsMax: 2 });
const vault = createVault({ keyRing: parseKeyRing(encryptionKeys), dataKeyStore: createDataKeyStore(databases.keys) });
const ctx = {
  db: databases.platform,
  databases,
  vault,
  clock: () => new Date(),
  actor: { kind: 'system' },
  request: { ip: null, userAgent: null, requestId: 'req_rotation' },
} as unknown as ServiceContext;
process.send?.({ type: 'ready', port: 0 });
await rotateKeys(ctx);
await databases.close();
process.exit(0);
