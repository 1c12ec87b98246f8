import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Set by the stack or the compose file; nobody configures them by hand. */
const internal = new Set([
  'SANDBOX_CONTROL_TOKEN',
  'SANDBOX_LOOPBACK_WEBHOOKS',
  'SANDBOX_HOST',
  'BOT_MANAGER_HOST',
  'LOOPBACK_TARGETS',
  'IN_CONTAINER',
]);

function variablesOf(file: string): string[] {
  return [...read(file).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');
}

test('.env.example names every variable the apps read, and no other', () => {
  const apps = ['apps/web/src/env.ts', 'apps/bot-manager/src/env.ts', 'apps/sandbox/src/env.ts'];
  const wanted = new Set([...apps.flatMap(variablesOf), 'DATA_DIR'].filter((name) => !internal.has(name)));
  const shown = [...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '');
  expect([...shown].sort()).toEqual([...wanted].sort());
});
