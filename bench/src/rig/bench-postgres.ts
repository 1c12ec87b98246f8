import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import pg from 'pg';
import { childrenOf, parentOf, readCpuMs, readEndedCpuMs } from './read-usage';

export interface BenchPostgres {
  /** Makes a database that others are copied from, and fills it. */
  createTemplate(name: string, fill: (url: string) => Promise<void>): Promise<void>;
  /** A fresh copy, in place of what had the name. */
  createDatabase(name: string, template: string): Promise<string>;
  /** Time the server's processes spent on a CPU. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** 16 MB each; a turn writes up to half of them. */
const walFiles = 64;

/** A server of the run's own, as safe as in production: nothing that makes a commit durable is traded for speed. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  // Always the same place, so that what a killed run left is taken over and removed; postgres may run as another user.
  const dataDir = path.join(tmpdir(), `dovecote-bench-${process.getuid?.() ?? 0}`);
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const server = await startEmbeddedPostgres({ dataDir });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
  const serverPid = parentOf(rows[0]?.pid ?? 0);
  await keepSteady(admin);
  const urlOf = (name: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.toString();
  };
  const create = async (name: string, template: string): Promise<string> => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
    return urlOf(name);
  };
  return {
    async createTemplate(name, fill) {
      await fill(await create(name, 'template0'));
      await admin.query('checkpoint');
    },
    createDatabase: create,
    cpuMs: () => childrenOf(serverPid).reduce((sum, pid) => sum + cpuMsOf(pid), readEndedCpuMs(serverPid)),
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Whoever has the turn in which a server happens to be busy with itself would pay for all. One that has run for a while
 * writes over old WAL files; a new one stops for 50 ms to make each. Autovacuum would begin in every third turn or so.
 */
async function keepSteady(admin: pg.Client): Promise<void> {
  await admin.query(`alter system set min_wal_size = '${walFiles * 16}MB'`);
  await admin.query("alter system set autovacuum_naptime = '1d'");
  await admin.query('select pg_reload_conf()');
  for (let file = 0; file < walFiles; file += 1) {
    await admin.query("select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()");
  }
  await admin.query('checkpoint');
}

/** A server process may end between two looks. */
function cpuMsOf(pid: number): number {
  try {
    return readCpuMs(pid);
  } catch {
    return 0;
  }
}
