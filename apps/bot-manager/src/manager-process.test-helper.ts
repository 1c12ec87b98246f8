import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface ManagerProcess {
  pid: number;
  port: number;
  /** Everything printed so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with how it ended, at once if it has. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a bot-manager in a process of its own, as a supervisor would, and waits until it listens. */
export async function startManagerProcess(env: Record<string, string>, entry = 'src/main.ts'): Promise<ManagerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { BOT_MANAGER_PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const gather = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', gather);
  child.stderr?.on('data', gather);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const port = await readyPort(child, () => output);
  return { pid: child.pid ?? 0, port, output: () => output, signal: (name) => void child.kill(name), ended };
}

function readyPort(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type?: string; port?: number }) => {
      if (message.type === 'ready') resolve(message.port ?? 0);
    });
    child.once('exit', (code) => reject(new Error(`The bot-manager ended with ${code}:\n${output()}`)));
  });
}
