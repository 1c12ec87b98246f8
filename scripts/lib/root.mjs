import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** The package manager's exact version, by npx: corepack needs signatures a closed network cannot check. */
export const pnpm = ['-y', 'pnpm@12.18.0'];
