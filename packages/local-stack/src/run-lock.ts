import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Says beside the data where its running product is; `scripts/lib/run-lock.mjs` reads it before anything is built. */
export function writeRunLock(dataDir: string, url: string): void {
  writeFileSync(lockFile(dataDir), JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
}

export function removeRunLock(dataDir: string): void {
  rmSync(lockFile(dataDir), { force: true });
}

/** Where the product runs on this data, or last did before it was killed; null if it was stopped. */
export function readRunningUrl(dataDir: string): string | null {
  try {
    const { url } = JSON.parse(readFileSync(lockFile(dataDir), 'utf8')) as { url?: unknown };
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}

function lockFile(dataDir: string): string {
  return path.join(dataDir, 'run.lock');
}
