import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository's `migrations/`, looked for upwards from a source or a built file. */
export function findMigrations(fromDirectory: string): string {
  for (let folder = fromDirectory; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'migrations');
    if (existsSync(path.join(candidate, 'meta', '_journal.json'))) return candidate;
    if (folder === path.dirname(folder)) throw new Error(`No migrations folder above ${fromDirectory}.`);
  }
}
