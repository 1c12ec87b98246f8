import { setTimeout as sleep } from 'node:timers/promises';
import { growHeapForWork } from './heap-policy';

/** A process of its own, because the policy is one for a whole process: says how large its heap got, in bytes. */
const policy = growHeapForWork();
const kept = Array.from({ length: 1_200 }, someObjects);
await sleep(1_500);
peakOfChurn();
const idle = peakOfChurn();
const coming = setInterval(() => {
  for (let update = 0; update < 100; update += 1) policy.noteWork();
}, 50);
await sleep(2_500);
const busy = peakOfChurn();
clearInterval(coming);
await sleep(2_500);
peakOfChurn();
process.stdout.write(JSON.stringify({ idle, busy, idleAgain: peakOfChurn() }));
policy.stop();

function someObjects(): object[] {
  return Array.from({ length: 1_000 }, (_, index) => ({ index, list: [index] }));
}

/** What is kept stays as large, but each of its parts is replaced many times: that is garbage in the old generation. */
function peakOfChurn(): number {
  let peak = 0;
  for (let turn = 0; turn < 6_000; turn += 1) {
    kept[turn % kept.length] = someObjects();
    if (turn % 20 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  return peak;
}
