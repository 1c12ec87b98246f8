import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Product {
  url: string;
  managerUrl: string;
  ownerLink: string;
  /** Everything printed so far. */
  output(): string;
  process: ChildProcess;
  dataDir: string;
  /** SIGTERM, as Ctrl-C's sibling; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** A data folder that only its owner may enter, as in a closed home; `remove` takes all of it away. */
export function createDataDir(): { dataDir: string; remove(): void } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'dovecote-journey-'));
  const remove = (): void => {
    const moved = path.join(dataDir, 'postgres-location');
    const cluster = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : null;
    for (const folder of [dataDir, cluster]) if (folder) rmSync(folder, { recursive: true, force: true });
  };
  return { dataDir, remove };
}

/** Runs `npm start` as a person would, with these arguments, and waits for its box; or another script that starts it. */
export function startProduct(
  dataDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
  script = 'scripts/start.mjs',
): Promise<Product> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...withoutPorts(process.env), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const gather = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', gather);
  child.stderr?.on('data', gather);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    child.on('message', (message: { type?: string; url?: string; ports?: { BOT_MANAGER_PORT: number } }) => {
      if (message.type !== 'ready' || !message.url) return;
      resolve({
        url: message.url,
        managerUrl: `http://127.0.0.1:${message.ports?.BOT_MANAGER_PORT}`,
        ownerLink: /http\S+\/sign-in\/link\S+/.exec(output)?.[0] ?? '',
        output: () => output,
        process: child,
        dataDir,
        stop: () =>
          new Promise((ended) => {
            child.once('exit', (code) => ended(code));
            child.kill('SIGTERM');
          }),
      });
    });
  });
}

/** Runs a second `npm start` to its end and answers what it printed. */
export function startAgain(dataDir: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...withoutPorts(process.env), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

function withoutPorts(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PORT, BOT_MANAGER_PORT, SANDBOX_PORT, DATABASE_URL, PUBLIC_URL, ...rest } = env;
  return rest;
}
