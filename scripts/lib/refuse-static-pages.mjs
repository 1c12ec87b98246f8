import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Next's own last resort; it shows its text without a script. */
const allowed = new Set(['/_global-error']);

/** Throws if a page was rendered at build time: it would carry no nonce, so none of its scripts would run. */
export function refuseStaticPages(nextDistDir) {
  const { routes, dynamicRoutes } = JSON.parse(readFileSync(path.join(nextDistDir, 'prerender-manifest.json'), 'utf8'));
  const found = [...Object.keys(routes), ...Object.keys(dynamicRoutes)].filter((route) => !allowed.has(route));
  if (found.length === 0) return;
  throw new Error(`These pages are static and would have no nonce: ${found.join(', ')}. Read a header or set dynamic.`);
}
