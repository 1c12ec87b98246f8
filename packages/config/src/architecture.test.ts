import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkArchitecture } from './check-architecture';
import { checkAudit } from './check-audit';
import { drawArrows } from './draw-arrows';
import { readSourceFiles } from './source-files';

const root = path.resolve(import.meta.dirname, '../../..');

test('the sources keep to the arrows, have no circles and no file above the wall', () => {
  expect(checkArchitecture(readSourceFiles(root))).toEqual([]);
});

test('the README shows the arrows as they are', () => {
  expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(drawArrows());
});

test('every verb that writes appends an audit event, but for those named with a reason', () => {
  expect(checkAudit(readSourceFiles(root))).toEqual([]);
});
