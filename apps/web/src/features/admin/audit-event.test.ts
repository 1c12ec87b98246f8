import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { knownActions } from './audit-event';

const services = path.resolve(import.meta.dirname, '../../../../../packages/services/src');

/** Every action the services write to the audit log. */
function writtenActions(): string[] {
  const files = readdirSync(services, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.includes('.test'));
  const lines = sources.flatMap(
    (file) => readFileSync(path.join(services, file), 'utf8').match(/\baction: [^,\n]*/g) ?? [],
  );
  return lines.flatMap((line) => [...line.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((found) => found[1] ?? ''));
}

test('every action that can stand in the audit log has a name', () => {
  const written = writtenActions();
  expect(written).toContain('member.left');
  expect(written.filter((action) => !knownActions.some((known) => known === action))).toEqual([]);
});
