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

/** What the compose file gives a service: the shared part and its own. */
function givenTo(service: string): string {
  const compose = read('docker-compose.yml');
  const shared = /&environment\n((?: {4}.*\n)+)/.exec(compose)?.[1] ?? '';
  const own = new RegExp(`\\n {2}${service}:\\n((?: {4}.*\\n)+)`).exec(compose)?.[1] ?? '';
  return shared + own;
}

/** Where to listen is the image's to say; the ports belong to the service that opens them. */
const settled = new Set(['HOST', 'SANDBOX_PORT', 'BOT_MANAGER_PORT']);

test.each([
  ['web', 'apps/web/src/env.ts'],
  ['bot-manager', 'apps/bot-manager/src/env.ts'],
])('the compose file hands %s every variable it reads', (service, file) => {
  const given = givenTo(service);
  const names = variablesOf(file).filter((name) => !internal.has(name) && !settled.has(name));
  expect(names.filter((name) => !new RegExp(`^ +${name}(_FILE)?:`, 'm').test(given))).toEqual([]);
});
