import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Shows a step with its running time; a plain line at begin and end where there is no terminal. `out` is standard error
 * where standard output is for programs.
 */
export async function showStep(title, work, out = process.stdout) {
  const isTerminal = out.isTTY === true;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  let frame = 0;
  const draw = () => out.write(`\r\x1b[2K  ${frames[frame++ % frames.length]} ${title} ${seconds()}`);
  if (!isTerminal) out.write(`  … ${title}\n`);
  const timer = isTerminal ? setInterval(draw, 100) : undefined;
  try {
    const result = await work();
    if (isTerminal) out.write('\r\x1b[2K');
    out.write(`  ✓ ${title} ${seconds()}\n`);
    return result;
  } catch (error) {
    if (isTerminal) out.write('\r\x1b[2K');
    out.write(`  ✗ ${title} ${seconds()}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a command quietly; its output is shown only if it fails. */
export function runQuietly(command, args, env = {}, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...quiet, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const gather = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve(output)
        : reject(new StepError(`${command} ${args.join(' ')} ended with ${code}.\n\n${output}`)),
    );
  });
}

/** A failure whose message says all there is to say. */
export class StepError extends Error {}

const quiet = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' };
