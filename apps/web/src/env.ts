import { readFileSync } from 'node:fs';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const onOff = z.enum(['on', 'off']);

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  BOT_MANAGER_PORT: port(3001),
  SANDBOX: onOff.default('on'),
  SANDBOX_PORT: port(3002),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  REDIS_URL: z.string().optional(),
  PUBLIC_URL: z.url().optional(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  ENCRYPTION_KEYS: z.string().min(1),
  SIGNUP: z.enum(['open', 'invite', 'closed']).default('open'),
  REQUIRE_ADMIN_2FA: onOff.optional(),
  CORS_ORIGINS: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type WebEnv = z.infer<typeof schema>;

function withFiles(source: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(schema.shape)) {
    const file = source[`${name}_FILE`];
    const plain = source[name];
    values[name] = plain || (file ? readFileSync(file, 'utf8').trim() : undefined);
  }
  return values;
}

let parsed: WebEnv | undefined;

/** The settings, parsed once; a wrong value names its variable. Lazy, because `next build` runs without them. */
export function readEnv(): WebEnv {
  if (parsed !== undefined) return parsed;
  const result = schema.safeParse(withFiles(process.env));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not right.\n${lines.join('\n')}`);
  }
  parsed = result.data;
  return parsed;
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}

/** Where the built pages lie. */
export function nextDistDir(): string {
  return process.env.NEXT_DIST_DIR ?? '.next';
}

/** Next's own server must not answer signals: ours ends open streams first. */
export function takeOverSignals(): void {
  process.env.NEXT_MANUAL_SIG_HANDLE = '1';
}
