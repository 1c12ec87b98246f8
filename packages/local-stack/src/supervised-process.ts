import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, renameSync, statSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { environmentIsWrong } from '@dovecote/errors/read-env';
import { StartRefusal } from './start-refusal';

export interface ProcessSpec {
  name: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string | undefined>;
  logDir: string;
  /** It answers `ping` with `pong`; one that has stopped doing so is replaced. Not asked if not given. */
  pingEveryMs?: number;
}

/** Counted in pings, not in time, so that a machine that slept does not find its children dead. */
const pingsUnansweredMax = 8;
const restartMsMax = 10_000;
const logBytesMax = 10 * 1024 * 1024;

/** A child that is started again when it ends unasked. It ends by itself when our IPC channel closes. */
export class SupervisedProcess {
  #child: ChildProcess | null = null;
  #isStopping = false;
  #failures = 0;
  readonly #log: WriteStream;
  readonly #logFile: string;
  #messages: ((message: unknown) => void)[] = [];

  constructor(private readonly spec: ProcessSpec) {
    mkdirSync(spec.logDir, { recursive: true });
    this.#logFile = path.join(spec.logDir, `${spec.name}.log`);
    rotate(this.#logFile);
    this.#log = createWriteStream(this.#logFile, { flags: 'a' });
  }

  /** Resolves with the child's `ready` message; rejects with its last lines if it ends before or is too slow. */
  start(timeoutMs: number): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.spec.name} was not ready in time.\n${this.#lastLines()}`)),
        timeoutMs,
      );
      this.#messages.push((message) => {
        if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'ready') return;
        clearTimeout(timer);
        resolve(message as Record<string, unknown>);
      });
      this.#spawn((code) => {
        clearTimeout(timer);
        reject(endedEarly(this.spec.name, code, this.#lastLines()));
      });
    });
  }

  /** Asks it to end; the next one starts at once. */
  restart(): void {
    this.#child?.kill('SIGTERM');
  }

  /** Asks it to end and waits; what does not end is killed. */
  async stop(killAfterMs: number): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    await ended;
    clearTimeout(timer);
  }

  #spawn(onEarlyExit?: (code: number | string | null) => void): void {
    let isReady = false;
    const child = spawn(process.execPath, this.spec.args, {
      cwd: this.spec.cwd,
      env: this.spec.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    const stopPinging = this.#ping(child);
    child.on('message', (message) => {
      if (message === 'pong') return;
      isReady = true;
      for (const listener of this.#messages) listener(message);
    });
    child.on('exit', (code, signal) => {
      stopPinging();
      if (this.#isStopping) return;
      if (onEarlyExit && !isReady) {
        // Its last words may still be on their way into the log.
        child.once('close', () => this.#log.write('', () => onEarlyExit(code ?? signal)));
        return;
      }
      // One that had been well comes back at once; one that cannot start is given time.
      this.#failures = isReady ? 0 : this.#failures + 1;
      const delayMs = this.#failures === 0 ? 0 : Math.min(restartMsMax, 250 * 2 ** this.#failures);
      setTimeout(() => !this.#isStopping && this.#spawn(), delayMs);
    });
  }

  /** Kills a child that does not answer any more; its end is what starts the next one. */
  #ping(child: ChildProcess): () => void {
    const { pingEveryMs } = this.spec;
    if (pingEveryMs === undefined) return () => undefined;
    // A child that is still starting need not answer.
    let unanswered = 0;
    let hasAnswered = false;
    child.on('message', (message) => {
      if (message !== 'pong') return;
      hasAnswered = true;
      unanswered = 0;
    });
    const timer = setInterval(() => {
      if (hasAnswered && unanswered >= pingsUnansweredMax) child.kill('SIGKILL');
      unanswered += 1;
      if (child.connected) child.send('ping', () => undefined);
    }, pingEveryMs);
    return () => clearInterval(timer);
  }

  #lastLines(): string {
    try {
      return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
    } catch {
      return '';
    }
  }
}

/** Of a wrong variable its own words, which say all; of any other end the last lines. */
function endedEarly(name: string, code: number | string | null, lastLines: string): Error {
  const at = lastLines.lastIndexOf(environmentIsWrong);
  if (at === -1) return new Error(`${name} ended with ${code} while starting.\n${lastLines}`);
  const [words = ''] = lastLines.slice(at).split('\n\n');
  // Node puts an error without a place in brackets.
  return new StartRefusal(lastLines.slice(0, at).endsWith('[Error: ') ? words.replace(/\]$/, '') : words);
}

function rotate(file: string): void {
  try {
    if (statSync(file).size > logBytesMax) renameSync(file, `${file}.1`);
  } catch {
    // There is no log yet.
  }
}
