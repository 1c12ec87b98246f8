import { createHash } from 'node:crypto';
import { normalizeText } from './retrieval/normalize-text';

/** Names a question however it is spelt; where it is sealed, too. */
export function questionHash(question: string): string {
  return createHash('sha256').update(normalizeText(question)).digest('hex');
}
