import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeMachine } from '@dovecote/local-stack/describe-machine';
import { printTable, type TableRow } from './print-table';
import type { Part, RunOptions } from './read-options';

export interface Proof {
  part: Part;
  rows: readonly TableRow[];
  seconds: number;
}

const reportFile = path.resolve(import.meta.dirname, '../../docs/proofs.md');

const what: Record<Part, string> = {
  security: `Every operation is called on what is another tenant's, each tenant predicate is taken out of the statements in turn,
sealed values and the audit log are tampered with, and planted secrets are looked for wherever they could leak.`,
  edge: `Webhooks are forged, names lead into the host's own network, and the web process is killed while callers write.`,
  modules: `Attackers and honest people play the same games, ledgers are kept while their manager is killed, and people live
through a week on a simulated clock.`,
  runtime: `A fleet is under load while its managers, its webhook door, its database and its queue are killed, managers sleep past
their lease and the Bot API misbehaves. The Bot API server is the judge: it keeps what arrived.`,
};

/** Writes docs/proofs.md from one run. */
export function writeReport({ argv, seed }: RunOptions, proofs: readonly Proof[]): void {
  const seconds = proofs.reduce((sum, proof) => sum + proof.seconds, 0);
  const text = [
    '# Proofs',
    '',
    `One run of \`npm run prove -- ${argv.join(' ')}\` on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()};`,
    `${minutes(seconds)}, seed ${seed}. The same seed does the same things in the same order; when they meet what is decided by the machine.`,
    ...proofs.flatMap((proof) => [
      '',
      `## ${proof.part}`,
      '',
      `${what[proof.part]} It took ${minutes(proof.seconds)}.`,
      '',
      '```text',
      printTable(proof.rows),
      '```',
    ]),
    '',
  ].join('\n');
  writeFileSync(reportFile, text);
}

function minutes(seconds: number): string {
  return `${(seconds / 60).toFixed(1)} minutes`;
}
