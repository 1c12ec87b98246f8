import type { World } from './build-world.test-helper';
import type { Outcome } from './call-operation.test-helper';

export interface MatrixResult {
  operations: number;
  tries: number;
  /** One sentence for each cell that is not as its policy says. */
  faults: string[];
}

/** Counts a fault where an answer shows what is watched. */
export function checkMarks({ marks }: World, where: string, { text }: Outcome, result: MatrixResult): void {
  const found = marks.find((one) => text.includes(one));
  if (found !== undefined) result.faults.push(`${where} shows ${found}.`);
}
