import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '@dovecote/local-stack/find-free-port';

export interface TestRedis {
  url: string;
  /** Runs one command, its words parted by spaces; the server's answer as it came. */
  command(words: string): Promise<string>;
  /** SIGKILL; everything it held is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, where it was. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** The installed redis-server, or null. */
export function findRedisServer(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'redis-server')).find((file) => existsSync(file)) ?? null;
}

/** A Redis of its own on loopback, without anything on disk. */
export async function startTestRedis(): Promise<TestRedis> {
  const program = findRedisServer();
  if (program === null) throw new Error('No redis-server is installed.');
  const folder = mkdtempSync(path.join(tmpdir(), 'dovecote-redis-'));
  const port = await findFreePort(6400);
  let child = await startServer(program, port, folder);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    command: (words) => sendCommand(port, words),
    kill: () => end('SIGKILL'),
    async revive() {
      child = await startServer(program, port, folder);
    },
    async close() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(program: string, port: number, folder: string): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve());
  });
  return child;
}

/** @see https://redis.io/docs/latest/develop/reference/protocol-spec/#inline-commands */
function sendCommand(port: number, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${words}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.end();
      resolve(answer.toString().trim());
    });
  });
}
