import type { Db } from '@dovecote/db/client';
import type { ApiKeyScope } from '@dovecote/db/schema/api-keys';
import type { PlatformRole } from '@dovecote/db/schema/users';
import type { MemberRole } from '@dovecote/db/schema/workspaces';
import type { ProvenWorkspaceId } from '@dovecote/db/tenancy';
import type { TenantDatabases } from '@dovecote/db/tenant-databases';
import type { Logger } from '@dovecote/observability/logger';
import type { SafeFetch } from '@dovecote/safe-fetch/safe-fetch';
import type { Transport } from '@dovecote/telegram/transport';
import type { Vault } from '@dovecote/vault/vault';
import type { Mailer } from './mails/mailer';
import type { PasswordHasher } from './people/password-hasher';
import type { SandboxClient } from './sandbox/sandbox-client';

export type SignupMode = 'open' | 'invite' | 'closed';

export interface ServiceSettings {
  telegramApiRoot: string;
  /** Null when the sandbox is off. */
  sandboxApiRoot: string | null;
  /** Null: bots poll. */
  publicUrl: string | null;
  signup: SignupMode;
  requireAdmin2fa: boolean;
  /** The plan of new workspaces. */
  signupPlanId: string;
  /** The name of the language model this installation offers to all. */
  platformModel: string | null;
}

/** What every verb of one process shares. */
export interface AppServices {
  /** What this asker may see: persons only, until a workspace or a platform role is proven. */
  db: Db;
  databases: TenantDatabases;
  vault: Vault;
  clock: () => Date;
  logger: Logger;
  /** Connections to Bot API servers. */
  telegram: Transport;
  /** The only way to addresses that customers give. */
  outbound: SafeFetch;
  sandbox: SandboxClient | null;
  mailer: Mailer | null;
  passwordHasher: PasswordHasher;
  settings: ServiceSettings;
}

/** The API key somebody's program came with. */
export interface KeyOfActor {
  id: string;
  scopes: readonly ApiKeyScope[];
  /** The only workspace it leads to. */
  workspaceId: string;
  role: MemberRole;
  /** The workspace asks for a second factor that the key's maker does not have. */
  lacksSecondFactor?: boolean | undefined;
}

export interface UserActor {
  kind: 'user';
  userId: string;
  /** Empty for an API key. */
  sessionId: string;
  platformRole: PlatformRole;
  /** When the session last proved who holds it, as its row says. */
  steppedUpAt?: Date | null | undefined;
  /** The session passed a second factor that the person still has. */
  hasSecondFactor?: boolean | undefined;
  /** Set when an API key asks, not its maker in person: no step-up is possible, its scopes decide instead. */
  apiKey?: KeyOfActor | undefined;
}

export type Actor = UserActor | { kind: 'system' } | { kind: 'anonymous' };

/** A workspace whose right of use `auth` proved, and the actor's role in it. */
export interface WorkspaceScope {
  id: ProvenWorkspaceId;
  role: MemberRole;
  /** The workspace asks for a second factor that this session did not pass. */
  lacksSecondFactor?: boolean | undefined;
}

export interface RequestInfo {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  /** The loopback origin the request was sent to; null when it came by another name. */
  loopbackOrigin?: string | null | undefined;
}

export interface ServiceContext extends AppServices {
  actor: Actor;
  workspace?: WorkspaceScope | undefined;
  request: RequestInfo;
}

/** The context of work nobody asked for by hand: jobs, start-up, the bot-manager. */
export function systemContext(services: AppServices, requestId: string): ServiceContext {
  const request = { ip: null, userAgent: null, requestId };
  return { ...services, db: services.databases.platform, actor: { kind: 'system' }, request };
}
