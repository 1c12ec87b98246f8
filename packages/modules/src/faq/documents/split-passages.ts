import { cutText } from '../../kit/cut-text';
import { splitText } from '../../kit/split-text';
import type { Block } from './read-blocks';

/** A piece of a document that is found, quoted and cited as one. */
export interface Passage {
  heading: string;
  body: string;
}

/** Short enough to be sent whole, long enough to hold an answer with what it needs. */
export const passageLengthMax = 800;
const headingLengthMax = 200;

/** Blocks under the same headings together, as far as they fit; what is longer is cut at its lines or words. */
export function splitPassages(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = [];
  for (const { headings, text } of blocks) {
    const heading = cutText(headings.join(' › '), headingLengthMax);
    for (const body of splitText(text, passageLengthMax)) {
      const last = passages.at(-1);
      const joined = `${last?.body ?? ''}\n${body}`;
      if (last?.heading === heading && joined.length <= passageLengthMax) last.body = joined;
      else passages.push({ heading, body });
    }
  }
  return passages;
}
