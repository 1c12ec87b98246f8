import { readEnv as readValues } from '@dovecote/errors/read-env';
import { z } from 'zod';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  SANDBOX_CONTROL_TOKEN: z.string().min(16, 'must have at least 16 characters'),
  SANDBOX_LOOPBACK_WEBHOOKS: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type SandboxEnv = z.infer<typeof schema>;

/** The settings of this process. Throws an Error that names each variable that is wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): SandboxEnv {
  return readValues(schema, source);
}
