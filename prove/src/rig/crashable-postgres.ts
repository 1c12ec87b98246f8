import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import pg from 'pg';

const lookEveryMs = 20;

export interface CrashablePostgres {
  url: string;
  /** Kills every process of the server, starts it again after `awayMs`, and resolves with the moment it took connections again. */
  crash(awayMs: number): Promise<{ downAtMs: number; backAtMs: number }>;
  remove(): Promise<void>;
}

/** A durable Postgres of this run's own. Moments are of `Date.now()`. */
export async function startCrashablePostgres(): Promise<CrashablePostgres> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'dovecote-prove-'));
  chmodSync(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir });
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  return {
    url: server.url,
    async crash(awayMs) {
      const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
      const all = [postmaster, ...childrenOf(postmaster)];
      for (const pid of all) killNow(pid);
      const downAtMs = Date.now();
      await sleep(awayMs);
      let isBack = false;
      const answering = untilItAnswers(server.url).finally(() => {
        isBack = true;
      });
      // The port stays taken until the last of the killed processes is gone.
      while (!isBack) {
        await server.revive();
        await sleep(lookEveryMs);
      }
      return { downAtMs, backAtMs: await answering };
    },
    async remove() {
      await server.stop().catch(() => undefined);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string): Promise<number> {
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return Date.now();
    } catch {
      await sleep(lookEveryMs);
    } finally {
      void client.end().catch(() => undefined);
    }
  }
}

function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? child : []));
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its parent.
  }
}
