/// <reference path="./snowball-stemmers.d.ts" />
import { newStemmer } from 'snowball-stemmers';

const english = newStemmer('english');
const russian = newStemmer('russian');

/** The stem of a normalised word, by its script; diacritics fold where they do not make another letter. */
export function stemWord(word: string): string {
  if (/\p{Script=Cyrillic}/u.test(word)) return russian.stem(word);
  const folded = word.normalize('NFD').replace(/\p{M}+/gu, '');
  return /^[a-z]+$/u.test(folded) ? english.stem(folded) : folded.normalize('NFC');
}
