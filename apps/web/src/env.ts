import { areOrigins, originsRule } from '@dovecote/errors/are-origins';
import { httpUrlRule, isHttpUrl } from '@dovecote/errors/is-http-url';
import { isPublicUrl, publicUrlRule } from '@dovecote/errors/is-public-url';
import { isSafeHost, safeHostRule } from '@dovecote/errors/is-safe-host';
import { isSmtpUrl, smtpUrlRule } from '@dovecote/errors/is-smtp-url';
import { originOf } from '@dovecote/errors/origin-of';
import { readEnv as readValues } from '@dovecote/errors/read-env';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const onOff = z.enum(['on', 'off']);

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  BOT_MANAGER_HOST: z.string().default('127.0.0.1'),
  BOT_MANAGER_PORT: port(3001),
  SANDBOX: onOff.default('on'),
  /** Another machine in a deployment of several. */
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port(3002),
  SANDBOX_CONTROL_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  PUBLIC_URL: z.string().refine(isPublicUrl, publicUrlRule).optional(),
  TELEGRAM_API_ROOT: z.string().refine(isHttpUrl, httpUrlRule).default('https://api.telegram.org'),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  ENCRYPTION_KEYS: z.string().min(1, 'is needed: id:base64 pairs, comma-separated'),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().optional(),
  SIGNUP: z.enum(['open', 'invite', 'closed']).default('open'),
  REQUIRE_ADMIN_2FA: onOff.optional(),
  CORS_ORIGINS: z.string().refine(areOrigins, originsRule).optional(),
  /** Set by our images: their ports are published from outside. */
  IN_CONTAINER: z.enum(['on', 'off']).default('off'),
  /** For tests: webhooks of customers may lead to this machine. */
  LOOPBACK_TARGETS: onOff.default('off'),
  SMTP_URL: z.string().refine(isSmtpUrl, smtpUrlRule).optional(),
  /** Shown to customers as the platform's model; the bot-manager asks it. */
  LLM_BASE_URL: z.string().refine(isHttpUrl, httpUrlRule).optional(),
  LLM_MODEL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

const schema = variables
  .refine((env) => isSafeHost(env.HOST, { publicUrl: env.PUBLIC_URL, isContainer: env.IN_CONTAINER === 'on' }), {
    path: ['HOST'],
    error: safeHostRule,
  })
  .refine((env) => env.LLM_BASE_URL === undefined || env.LLM_MODEL !== undefined, {
    path: ['LLM_MODEL'],
    error: 'is needed with LLM_BASE_URL',
  })
  .refine((env) => env.ADMIN_PASSWORD === undefined || env.ADMIN_EMAIL !== undefined, {
    path: ['ADMIN_EMAIL'],
    error: 'is needed with ADMIN_PASSWORD',
  });

export type WebEnv = z.infer<typeof schema>;

let parsed: WebEnv | undefined;

/** The settings, parsed on first use, because `next build` runs without them. Throws an Error that names what is wrong. */
export function readEnv(): WebEnv {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Throws an Error that names each variable that is wrong. */
export function parseEnv(source: NodeJS.ProcessEnv): WebEnv {
  return readValues(schema, source);
}

/** The dashboard's own address is https, so that its cookies may say so. */
export function isServedSecurely(env: WebEnv): boolean {
  return env.PUBLIC_URL?.startsWith('https:') === true;
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}

/** Where the built pages lie. */
export function nextDistDir(): string {
  return process.env.NEXT_DIST_DIR ?? '.next';
}

/** What Next and next-auth read from the environment: signals are ours, and the dashboard's own origin. */
export function prepareFrameworks(env: WebEnv): void {
  process.env.NEXT_MANUAL_SIG_HANDLE = '1';
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  process.env.NEXTAUTH_URL = env.PUBLIC_URL ?? originOf(env.HOST, env.PORT);
}
