import { proveWorkspace } from '@dovecote/db/tenancy';
import { createLogger } from '@dovecote/observability/logger';
import { inWorkspace } from '@dovecote/services/in-workspace';
import { openServices } from '@dovecote/services/open-services';
import type { ServiceContext } from '@dovecote/services/service-context';
import { sql } from 'drizzle-orm';

export interface Owner {
  /** What the owner of the workspace may do. */
  of(workspaceId: string): Promise<ServiceContext>;
  close(): Promise<void>;
}

/** Owners of the fleet's workspaces, who do what the dashboard would let them do. */
export function openOwner(databaseUrl: string, encryptionKeys: string): Owner {
  const { services, close } = openServices(
    {
      databaseUrl,
      applicationName: 'prove-owner',
      connectionsMax: 3,
      encryptionKeys,
      telegramApiRoot: 'http://127.0.0.1:9',
      sandboxApiRoot: null,
      sandboxControlToken: null,
      publicUrl: null,
      signup: 'open',
      requireAdmin2fa: false,
      smtpUrl: null,
      mailFrom: null,
    },
    {
      logger: createLogger({ name: 'prove-owner', level: 'silent' }),
      passwordHasher: { hash: async () => 'none', verify: async () => false, findWeakness: () => null },
    },
  );
  return {
    async of(workspaceId) {
      const found = await services.databases.platform.execute<{ user_id: string }>(
        sql`select user_id from members where workspace_id = ${workspaceId}`,
      );
      const userId = found.rows[0]?.user_id ?? '';
      const actor = { kind: 'user', userId, sessionId: 'prove', platformRole: 'user' } as const;
      const request = { ip: null, userAgent: null, requestId: 'req_prove' };
      return inWorkspace({ ...services, actor, request }, { id: proveWorkspace(workspaceId), role: 'owner' });
    },
    close,
  };
}
