import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** Time on a CPU since its start, of all threads. */
  cpuMs: number;
  /** Its share of the machine's memory: pages it shares with others count in part. */
  memoryMb: number;
}

/** What a process used so far, as Linux counts it. */
export function readUsage(pid: number): Usage {
  return { cpuMs: readCpuMs(pid), memoryMb: readMemoryMb(pid) };
}

export function readCpuMs(pid: number): number {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1_000_000;
}

export function parentOf(pid: number): number {
  return readStat(pid, 'parent');
}

/** What its children had used that have ended. Linux counts it in ticks of 10 ms. */
export function readEndedCpuMs(pid: number): number {
  return 10 * (readStat(pid, 'endedUserTicks') + readStat(pid, 'endedSystemTicks'));
}

/** Places in `/proc/{pid}/stat` behind the program's name. */
const statPlaces = { parent: 1, endedUserTicks: 13, endedSystemTicks: 14 };

function readStat(pid: number, field: keyof typeof statPlaces): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold anything.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[statPlaces[field]]);
}

export function childrenOf(pid: number): number[] {
  const found = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return found === '' ? [] : found.split(' ').map(Number);
}

function readMemoryMb(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}
