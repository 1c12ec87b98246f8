const letters = String.raw`[\p{L}\p{M}\p{N}]`;
/** `c#` and `f#`, but not `order#12`; `c++`, `c++17` and `18+`, but not `1+1`; a word; what is paid with, and percent. */
const words = new RegExp(
  String.raw`(?<!${letters})\p{L}#(?!${letters})|${letters}+(?:\+\+(?=\p{N})|\++(?![+\p{L}\p{N}]))?|[\p{Sc}%]`,
  'gu',
);

/** Lower case, one spelling for one letter, nothing but single spaces between words: letters, digits, and symbols that make another word of them. */
export function normalizeText(text: string): string {
  const spelt = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('♯', '#')
    .replace(/['\u2019`]/gu, '');
  return (spelt.match(words) ?? []).join(' ');
}

/** The word without its symbols. */
export function withoutSymbols(word: string): string {
  return word.replace(/[+#]+$/u, '');
}
