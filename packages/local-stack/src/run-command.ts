import { spawn } from 'node:child_process';
import type { RunAs } from './run-as';

export interface CommandResult {
  code: number;
  output: string;
}

/** Runs a program to its end. Its output is read from files' ends, not inherited: a daemon it leaves must not hold us. */
export function runCommand(program: string, args: readonly string[], runAs: RunAs | null): Promise<CommandResult> {
  const env: Record<string, string | undefined> = { PATH: process.env.PATH, LANG: 'C', LC_ALL: 'C' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: env as NodeJS.ProcessEnv,
      ...(runAs ?? {}),
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output });
    });
  });
}
