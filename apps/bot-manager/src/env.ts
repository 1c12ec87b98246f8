import { httpUrlRule, isHttpUrl } from '@dovecote/errors/is-http-url';
import { isPublicUrl, publicUrlRule } from '@dovecote/errors/is-public-url';
import { isSafeHost, safeHostRule } from '@dovecote/errors/is-safe-host';
import { isSmtpUrl, smtpUrlRule } from '@dovecote/errors/is-smtp-url';
import { readEnv as readValues } from '@dovecote/errors/read-env';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { z } from 'zod';

/** Here, because this is the first process of a start that needs them. */
function refuseBadKeys(keys: string, ctx: z.RefinementCtx): void {
  try {
    parseKeyRing(keys);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    ctx.addIssue({ code: 'custom', message: words.replace(/^ENCRYPTION_KEYS,? /, '') });
  }
}

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  BOT_MANAGER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// address')
    .optional(),
  ENCRYPTION_KEYS: z.string().min(1, 'is needed: id:base64 pairs, comma-separated').superRefine(refuseBadKeys),
  PUBLIC_URL: z.string().refine(isPublicUrl, publicUrlRule).optional(),
  /** Set by our images: their ports are published from outside. */
  IN_CONTAINER: z.enum(['on', 'off']).default('off'),
  /** For tests: webhooks of customers may lead to this machine. */
  LOOPBACK_TARGETS: z.enum(['on', 'off']).default('off'),
  SMTP_URL: z.string().refine(isSmtpUrl, smtpUrlRule).optional(),
  /** Any endpoint that speaks OpenAI's chat completions; the model's name must be given with it. */
  LLM_BASE_URL: z.string().refine(isHttpUrl, httpUrlRule).optional(),
  LLM_API_KEY: z.string().optional(),
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
  });

export type BotManagerEnv = z.infer<typeof schema>;

/** The settings of this process. Throws an Error that names each variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): BotManagerEnv {
  return readValues(schema, source);
}
