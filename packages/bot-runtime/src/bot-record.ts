import type { ProvenWorkspaceId } from '@dovecote/db/tenancy';
import type { Secret } from '@dovecote/vault/secret';
import type { Sealer } from '@dovecote/vault/vault';

/** What the runtime keeps of a hosted bot, as of one revision of its row; its modules' settings are loaded when needed. */
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
  /** Telegram refused the token: no call until its owner brings another. */
  isRevoked: boolean;
  requestsPerSecond: number;
  maxConcurrent: number;
  /** Updates started at each turn, as the plan says. */
  weight: number;
  /** Of all the workspace's bots, as the plan says; null for no bound. */
  updatesPerMinute: number | null;
  token: Secret;
  webhookSecret: Secret;
  /** Signs button payloads; differs for each bot. */
  callbackKey: string;
  bodies: Sealer;
  calls: Sealer;
}
