import { readFileSync } from 'node:fs';
import path from 'node:path';

const lockFile = path.join(path.resolve(process.env.DATA_DIR || '.data'), 'run.lock');

/** True if a stack already runs on this data folder: then its address is shown. */
export async function printIfRunning() {
  const lock = readLock();
  if (lock === null || !isAlive(lock.pid) || !(await answers(lock.url))) return false;
  process.stdout.write(`Already running at ${lock.url} (process ${lock.pid}).\n`);
  return true;
}

function readLock() {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A process id can be another program's by now; only an answer proves that it is ours. */
async function answers(url) {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
  }
}
