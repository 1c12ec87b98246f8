import type { ProvenWorkspaceId } from '@dovecote/db/tenancy';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { Secret } from '@dovecote/vault/secret';
import type { Sealer } from '@dovecote/vault/vault';

export interface EnabledModule {
  module: RuntimeModule;
  settings: Record<string, unknown>;
  sealer: Sealer;
}

/** All the runtime needs to know of one bot, as of one revision of its row. */
export interface BotRecord {
  workspaceId: ProvenWorkspaceId;
  id: string;
  revision: number;
  telegramId: string;
  apiRoot: string;
  username: string;
  name: string;
  transport: 'polling' | 'webhook';
  webhookPath: string;
  webhookSetUrl: string | null;
  menuDigest: string | null;
  isWanted: boolean;
  requestsPerSecond: number;
  maxConcurrent: number;
  token: Secret;
  webhookSecret: Secret;
  /** Signs button payloads; differs for each bot. */
  callbackKey: string;
  modules: readonly EnabledModule[];
  bodies: Sealer;
  calls: Sealer;
}
