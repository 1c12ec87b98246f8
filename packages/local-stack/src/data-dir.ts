import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from './start-refusal';

/** The folder of what an installation makes by itself; made if it is not there. Throws a StartRefusal that names it. */
export function openDataDir(env: Record<string, string | undefined>): string {
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  try {
    mkdirSync(dataDir, { recursive: true });
    return dataDir;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new StartRefusal(`DATA_DIR: ${dataDir} cannot be made (${code}). Give a folder that Dovecote may write.`, {
      cause,
    });
  }
}
