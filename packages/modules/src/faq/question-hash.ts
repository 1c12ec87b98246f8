import { createHash } from 'node:crypto';

/** Names a question, whatever its case, spaces and end; where it is sealed, too. */
export function questionHash(question: string): string {
  return createHash('sha256').update(spellOnce(question)).digest('hex');
}

/** Symbols stay, as they may be all that tells two questions apart: who asks one is sent the answer to it. */
function spellOnce(question: string): string {
  const spelt = question
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/['\u2019`]/gu, '')
    .replaceAll(/[\s\u200c]+/gu, ' ')
    .replace(/^[ ¿¡]+/u, '')
    .replace(/[ \p{Sentence_Terminal}]+$/u, '');
  return spelt === '' ? question : spelt;
}
