import { expect, test } from 'vitest';
import { checkArchitecture } from './check-architecture';
import type { SourceFile } from './source-files';

const file = (path: string, text: string, part: SourceFile['part'], isTest = false): SourceFile => ({
  path,
  text,
  part,
  isTest,
});

test('refuses an import against the arrows', () => {
  const bad = file('packages/db/src/a.ts', "import { x } from '@dovecote/services/bots/x';", 'db');
  expect(checkArchitecture([bad])).toEqual([expect.stringContaining('db may not import services')]);
});

test('lets product code follow the arrows and tests use their tools', () => {
  const good = file('packages/services/src/a.ts', "import type { Db } from '@dovecote/db/client';", 'services');
  const tested = file('packages/services/src/a.test.ts', "import { t } from '@dovecote/testing/t';", 'services', true);
  expect(checkArchitecture([good, tested])).toEqual([]);
});

test('finds imports that run in a circle across packages and lines', () => {
  const files = [
    file('packages/errors/src/a.ts', "import {\n  b,\n} from './b';", 'errors'),
    file('packages/errors/src/b.ts', "export { a } from './a';", 'errors'),
  ];
  expect(checkArchitecture(files)).toEqual([expect.stringContaining('circle')]);
});

test('refuses a file above the wall', () => {
  expect(checkArchitecture([file('packages/errors/src/a.ts', 'x\n'.repeat(401), 'errors')])).toHaveLength(1);
});
