import { cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export function describeMachine(): string {
  const found = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${found.length} cores of ${found[0]?.model ?? 'an unknown CPU'}, ${memoryGb} GB, Node ${process.version}`;
}
