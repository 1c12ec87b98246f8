import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Makes each secret once; what is there stays. */
const folder = process.argv[2] ?? '/secrets';
const password = keep('database-password', () => randomBytes(24).toString('hex'));
keep('database-url', () => `postgres://dovecote:${password}@postgres:5432/dovecote`);
keep('auth-secret', () => randomBytes(32).toString('base64url'));
keep('encryption-keys', () => `first:${randomBytes(32).toString('base64')}`);
keep('sandbox-control-token', () => randomBytes(32).toString('base64url'));

function keep(name, make) {
  const file = path.join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make());
  // Read by the unprivileged users of several images; the volume is theirs alone.
  chmodSync(file, 0o444);
  return readFileSync(file, 'utf8');
}
