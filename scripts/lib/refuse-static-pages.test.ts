import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { refuseStaticPages } from './refuse-static-pages.mjs';

function buildOf(routes: object): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'next-'));
  writeFileSync(path.join(folder, 'prerender-manifest.json'), JSON.stringify({ routes, dynamicRoutes: {} }));
  return folder;
}

test('a build with a static page is refused by its name', () => {
  expect(() => refuseStaticPages(buildOf({ '/_global-error': {} }))).not.toThrow();
  expect(() => refuseStaticPages(buildOf({ '/about': {} }))).toThrow('/about');
});
