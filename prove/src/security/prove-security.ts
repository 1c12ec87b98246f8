import { scanLeaks } from '../leaks/scan-leaks';
import type { TableRow } from '../print-table';
import { Random } from '../random';
import type { RunOptions } from '../read-options';
import { rotateSecrets } from './rotate-secrets';
import { tamperAuditLog } from './tamper-audit-log';
import { tamperCiphertexts } from './tamper-ciphertexts';
import { tryEveryOperation } from './try-every-operation';

/** What each proof gets: how much to do, its own chance, and where to tell of its progress. */
export interface Proof {
  isFull: boolean;
  random: Random;
  say(line: string): void;
}

const proofs: readonly ((proof: Proof) => Promise<TableRow[]>)[] = [
  tamperCiphertexts,
  tamperAuditLog,
  rotateSecrets,
  tryEveryOperation,
  scanLeaks,
];

/** Attacks on secrets, tenants and the log, one after the other. */
export async function proveSecurity(
  { name, seed }: Pick<RunOptions, 'name' | 'seed'>,
  say: (line: string) => void,
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (const prove of proofs) {
    rows.push(...(await prove({ isFull: name === 'full', random: new Random(seed), say })));
  }
  return rows;
}
