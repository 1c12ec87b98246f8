import { spawn } from 'node:child_process';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { findRedisServer } from '@dovecote/testing/start-test-redis';

export interface KillableRedis {
  url: string;
  /** SIGKILL with all it knew, and a new, empty one on the same port. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A queue backend of this run's own; null where no Redis is installed: the queue then lives in Postgres. */
export async function startKillableRedis(): Promise<KillableRedis | null> {
  const program = findRedisServer();
  if (program === null) return null;
  const port = await findFreePort(6_600);
  let child = await startRedis(program, port);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      await end('SIGKILL');
      child = await startRedis(program, port);
    },
    close: () => end('SIGKILL'),
  };
}

async function startRedis(program: string, port: number) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve());
  });
  return child;
}
