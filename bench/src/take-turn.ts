import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lockFile = path.join(tmpdir(), 'dovecote-bench.lock');
const lookEveryMs = 1_000;

/** Two runs at once would measure each other: waits for the machine's other run to end. Resolves to the release. */
export async function takeTurn(say: (line: string) => void): Promise<() => void> {
  for (let isTold = false; ; ) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isAlive(readOwner())) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!isTold) say('  Another run is under way on this machine; waiting for its end.');
    isTold = true;
    await sleep(lookEveryMs);
  }
}

function readOwner(): number {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
