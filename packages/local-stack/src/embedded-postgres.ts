import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, isPortFree } from './find-free-port';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { canTraverse, findRunAs, type RunAs } from './run-as';
import { runCommand } from './run-command';

export interface EmbeddedPostgres {
  url: string;
  port: number;
  /** True if the server was already running. */
  isAdopted: boolean;
  /** Starts it again on its port if it is gone; does nothing while it runs. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Trade safety for speed: only for throwaway databases. */
  isThrowaway?: boolean;
  onProgress?: (step: string) => void;
}

const user = 'dovecote';
const startAttempts = 20;

/**
 * Starts (or adopts) the Postgres that lives in `dataDir`, on loopback only. It outlives a killed parent;
 * the next start adopts it. Throws with the server's own log lines when it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const runAs = findRunAs();
  const binaries = findPostgresBinaries(runAs);
  mkdirSync(options.dataDir, { recursive: true });
  const cluster = clusterDirectory(options.dataDir, runAs);
  const password = readOrCreatePassword(options.dataDir);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    options.onProgress?.('creating the database');
    await initialise(binaries, cluster, password, runAs);
  }
  const adoptedPort = await findRunningPort(binaries, cluster, runAs);
  const port = adoptedPort ?? (await start(binaries, cluster, runAs, options));
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/postgres`,
    port,
    isAdopted: adoptedPort !== null,
    revive: async () => {
      if (await isPortFree(port)) await start(binaries, cluster, runAs, options, port);
    },
    stop: async () => {
      await runCommand(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'], runAs);
    },
  };
}

/** Where the cluster lies: in the data folder, or beside it in /var/lib where Postgres' user cannot reach it. */
function clusterDirectory(dataDir: string, runAs: RunAs | null): string {
  const inside = path.join(path.resolve(dataDir), 'postgres');
  if (runAs === null || canTraverse(path.dirname(inside), runAs)) return inside;
  const digest = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  const outside = path.join('/var/lib/dovecote', digest);
  mkdirSync(path.dirname(outside), { recursive: true, mode: 0o755 });
  writeFileSync(path.join(dataDir, 'postgres-location'), `${outside}\n`);
  return outside;
}

function readOrCreatePassword(dataDir: string): string {
  const file = path.join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function initialise(
  binaries: PostgresBinaries,
  cluster: string,
  password: string,
  runAs: RunAs | null,
): Promise<void> {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true });
  chmodSync(cluster, 0o700);
  const passwordFile = path.join(tmpdir(), `dovecote-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs) {
    chownSync(cluster, runAs.uid, runAs.gid);
    chownSync(passwordFile, runAs.uid, runAs.gid);
  }
  try {
    const args = [
      '-D',
      cluster,
      '-U',
      user,
      '-E',
      'UTF8',
      '--locale=C',
      '--auth=scram-sha-256',
      '--pwfile',
      passwordFile,
    ];
    const result = await runCommand(binaries.initdb, [...args, '--no-sync'], runAs);
    if (result.code !== 0) throw new Error(`Postgres could not create its files:\n${result.output}`);
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function findRunningPort(
  binaries: PostgresBinaries,
  cluster: string,
  runAs: RunAs | null,
): Promise<number | null> {
  const status = await runCommand(binaries.pgCtl, ['status', '-D', cluster], runAs);
  if (status.code !== 0) return null;
  const port = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function start(
  binaries: PostgresBinaries,
  cluster: string,
  runAs: RunAs | null,
  options: EmbeddedPostgresOptions,
  wantedPort?: number,
): Promise<number> {
  options.onProgress?.('starting the database');
  const log = path.join(cluster, 'server.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort ?? (await findFreePort(5433));
    const settings = [
      `-p ${port}`,
      '-c listen_addresses=127.0.0.1',
      '-c unix_socket_directories=',
      '-c max_connections=200',
      '-c shared_buffers=256MB',
      '-c max_wal_size=2GB',
      ...(options.isThrowaway ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
    ].join(' ');
    const result = await runCommand(
      binaries.pgCtl,
      ['start', '-D', cluster, '-w', '-t', '60', '-l', log, '-o', settings],
      runAs,
    );
    if (result.code === 0) return port;
    // Backends of a killed server hold its shared memory for a moment.
    if (attempt >= startAttempts) throw new Error(`Postgres did not start:\n${lastLines(log)}`);
    await sleep(500);
  }
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-15).join('\n') : 'no server log was written';
}
