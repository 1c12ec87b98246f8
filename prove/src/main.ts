import { proveEdge } from './edge/prove-edge';
import { proveModules } from './modules/prove-modules';
import { printTable, type TableRow } from './print-table';
import { proveRuntime } from './prove-runtime';
import { type Part, type RunOptions, readOptions, usage } from './read-options';
import { proveSecurity } from './security/prove-security';
import { writeReport } from './write-report';

const provers: Record<Part, (options: RunOptions, say: (line: string) => void) => Promise<TableRow[]>> = {
  security: proveSecurity,
  edge: proveEdge,
  modules: proveModules,
  runtime: proveRuntime,
};

const began = performance.now();
const secondsSince = (sinceMs: number): number => Math.round((performance.now() - sinceMs) / 1_000);
const say = (line: string): void => {
  process.stdout.write(`  ${String(secondsSince(began)).padStart(4)} s  ${line}\n`);
};

const options = askedFor(process.argv.slice(2));
process.stdout.write(`npm run prove -- --${options.name} --seed ${options.seed}\n`);
const proofs = [];
for (const part of options.parts) {
  const beganMs = performance.now();
  const rows = await provers[part](options, say);
  proofs.push({ part, rows, seconds: secondsSince(beganMs) });
}
const rows = proofs.flatMap((proof) => proof.rows);
process.stdout.write(`\n${printTable(rows)}\n\n`);
if (options.isWritten) writeReport(options, proofs);
process.exit(rows.every((row) => row.isHeld) ? 0 : 1);

function askedFor(argv: readonly string[]): RunOptions {
  try {
    const options = readOptions(argv);
    if (options !== null) return options;
    process.stdout.write(usage);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
  return process.exit(0);
}
