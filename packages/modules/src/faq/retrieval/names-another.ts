import type { Term } from './extract-terms';
import { withoutSymbols } from './normalize-text';

/** Whether a text speaks of another thing than the question, told apart by symbols alone: of C++ in place of C# or of C. */
export function namesAnother(asked: readonly Term[], told: readonly Term[]): boolean {
  const askedStems = new Set(asked.map(({ stem }) => stem));
  const toldStems = new Set(told.map(({ stem }) => stem));
  const unmet = new Set(asked.filter(({ stem }) => !toldStems.has(stem)).map(({ stem }) => withoutSymbols(stem)));
  return told.some(({ stem }) => !askedStems.has(stem) && unmet.has(withoutSymbols(stem)));
}
