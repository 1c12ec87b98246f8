import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { canPin } from './pin-process';
import { readUsage, type Usage } from './read-usage';

export interface ProcessOptions {
  /** A script that node can run as it is. */
  file: string;
  args?: readonly string[];
  env?: Record<string, string>;
  nodeArgs?: readonly string[];
  /** The only CPU it may use. */
  cpu: number;
  /** How long it may take until it says that it is ready. */
  readyWithinMs?: number;
}

export interface RunningProcess {
  pid: number;
  port: number;
  usage(): Usage;
  ask<Answer>(command: string, input?: unknown): Promise<Answer>;
  /** Asks it to end and waits; after ten seconds it is killed. */
  stop(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a script in a process of its own on one CPU; resolves once it has sent `{ type: 'ready', port }`. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { file, args = [], nodeArgs = [], cpu, env = {} } = options;
  const node = [process.execPath, ...nodeArgs, file, ...args];
  const [command = process.execPath, ...rest] = canPin() ? ['taskset', '-c', String(cpu), ...node] : node;
  const log = openSync(logFile(file), 'a');
  const child = spawn(command, rest, {
    env: { NODE_ENV: 'production', ...env },
    stdio: ['ignore', log, 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  closeSync(log);
  const ready = await untilReady(child, file, options.readyWithinMs ?? 120_000);
  const pid = child.pid ?? 0;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  };
  return {
    pid,
    port: ready.port,
    usage: () => readUsage(pid),
    ask: askThrough(child, file),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** What a process logs is kept beside its bundle; thousands of lines between the figures would hide them. */
export function logFile(bundle: string): string {
  return bundle.replace(/\.m?js$/, '.log');
}

interface Asked {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

function askThrough(child: ChildProcess, file: string): RunningProcess['ask'] {
  const asked = new Map<number, Asked>();
  let lastId = 0;
  child.on('message', ({ id, answer, error }: { id?: number; answer?: unknown; error?: string }) => {
    const one = id === undefined ? undefined : asked.get(id);
    if (id === undefined || !one) return;
    asked.delete(id);
    if (error === undefined) one.resolve(answer);
    else one.reject(new Error(`${file}: ${error}`));
  });
  child.on('exit', () => {
    for (const { reject } of asked.values()) reject(new Error(`${file} ended while it was asked something.`));
    asked.clear();
  });
  return <Answer>(command: string, input?: unknown) =>
    new Promise<Answer>((resolve, reject) => {
      lastId += 1;
      asked.set(lastId, { resolve: (answer) => resolve(answer as Answer), reject });
      child.send({ id: lastId, command, input });
    });
}

function untilReady(child: ChildProcess, file: string, withinMs: number): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${file} was not ready within ${withinMs} ms.`));
    }, withinMs);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`${file} ended with ${code ?? signal} before it was ready.`));
    });
    child.once('message', (message: { type?: string; port?: number }) => {
      clearTimeout(timer);
      resolve({ port: message.port ?? 0 });
    });
  });
}
