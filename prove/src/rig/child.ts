import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';

export interface ChildSpec {
  file: string;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Its output is appended here. */
  logFile: string;
}

export interface Child {
  pid: number;
  port: number;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
  ended: Promise<number | string>;
}

const readyWithinMs = 60_000;

/** Starts a process that says `ready` with its port. Rejects if it ends before. */
export function startChild(spec: ChildSpec): Promise<Child> {
  const log = openSync(spec.logFile, 'a');
  const child = spawn(process.execPath, ['--enable-source-maps', spec.file, ...(spec.args ?? [])], {
    env: { ...spec.env } as NodeJS.ProcessEnv,
    stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'gone')),
  );
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${spec.file} was not ready in time.`)), readyWithinMs);
    child.on('message', (message: { type?: string; port?: number }) => {
      if (message.type !== 'ready') return;
      clearTimeout(timer);
      resolve({
        pid: child.pid ?? 0,
        port: message.port ?? 0,
        isRunning: () => isRunning(child),
        signal: (name) => void child.kill(name),
        ended,
      });
    });
    void ended.then((how) => {
      clearTimeout(timer);
      reject(new Error(`${spec.file} ended with ${how} while starting; see ${spec.logFile}.`));
    });
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
