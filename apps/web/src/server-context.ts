import type { ApiDeps } from '@dovecote/api/api-deps';
import { createCallBudgets } from '@dovecote/api/call-budget';
import { requestDescriber } from '@dovecote/api/describe-request';
import { createAuth } from '@dovecote/auth/create-auth';
import { createPasswordHasher } from '@dovecote/auth/password';
import { originOf } from '@dovecote/errors/origin-of';
import { createLogger, type Logger } from '@dovecote/observability/logger';
import { type OpenServices, openServices } from '@dovecote/services/open-services';
import { isServedSecurely, readEnv, type WebEnv } from './env';
import { clientAddressHeader } from './server/client-address';

export interface ServerContext {
  env: WebEnv;
  logger: Logger;
  deps: ApiDeps;
  isSecure: boolean;
  /** Where the dashboard is served from, besides the request's own host. */
  ownOrigins: readonly string[];
  pingDatabase(): Promise<void>;
  close(): Promise<void>;
}

const connectionsMax = 10;
const slot = Symbol.for('dovecote.server-context');

type Slots = typeof globalThis & { [slot]?: ServerContext };

/** What every request of this process stands on, made once. Server and pages are bundled apart and share it here. */
export function serverContext(): ServerContext {
  const slots = globalThis as Slots;
  slots[slot] ??= createServerContext(readEnv());
  return slots[slot];
}

function createServerContext(env: WebEnv): ServerContext {
  const logger = createLogger({ name: 'web', level: env.LOG_LEVEL });
  const open = openFromEnv(env, logger);
  const isSecure = env.PUBLIC_URL?.startsWith('https:') ?? false;
  const auth = createAuth(open.services, { authSecret: env.AUTH_SECRET, isSecure: isServedSecurely(env) });
  const budgets = createCallBudgets(open.services.clock);
  const describeRequest = requestDescriber(clientAddressHeader);
  return {
    env,
    logger,
    isSecure,
    deps: { services: open.services, auth, live: open.live, budgets, describeRequest },
    ownOrigins: env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).origin] : [],
    pingDatabase: open.pingDatabase,
    close: open.close,
  };
}

function openFromEnv(env: WebEnv, logger: Logger): OpenServices {
  const hasSandbox = env.SANDBOX === 'on' && env.SANDBOX_CONTROL_TOKEN !== undefined;
  return openServices(
    {
      databaseUrl: env.DATABASE_URL,
      applicationName: 'dovecote-web',
      connectionsMax,
      telegramApiRoot: env.TELEGRAM_API_ROOT,
      sandboxApiRoot: hasSandbox ? originOf(env.SANDBOX_HOST, env.SANDBOX_PORT) : null,
      sandboxControlToken: env.SANDBOX_CONTROL_TOKEN ?? null,
      publicUrl: env.PUBLIC_URL ?? null,
      signup: env.SIGNUP,
      requireAdmin2fa: (env.REQUIRE_ADMIN_2FA ?? (env.PUBLIC_URL ? 'on' : 'off')) === 'on',
      encryptionKeys: env.ENCRYPTION_KEYS,
      platformModel: env.LLM_BASE_URL === undefined ? null : (env.LLM_MODEL ?? null),
      smtpUrl: env.SMTP_URL ?? null,
      mailFrom: env.MAIL_FROM ?? null,
      allowsLoopbackTargets: env.LOOPBACK_TARGETS === 'on',
    },
    { logger, passwordHasher: createPasswordHasher() },
  );
}
