import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The app's folder, from `src/server/` in development as from `dist/` when built. */
export function nextBaseDir(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'next.config.ts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('next.config.ts was not found above the server.');
    folder = parent;
  }
  return folder;
}
