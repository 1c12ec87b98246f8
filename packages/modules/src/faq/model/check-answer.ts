import { extractTerms } from '../retrieval/extract-terms';
import { matchTerms } from '../retrieval/match-terms';
import { linksOf } from './links-of';
import type { ModelSource } from './model-prompt';

/** Of the words that say something, so many must stand in the passages. */
const groundedShareMin = 0.4;

const numberWords: Record<string, string> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
  million: '1000000',
  два: '2',
  две: '2',
  три: '3',
  четыре: '4',
  пять: '5',
  шесть: '6',
  семь: '7',
  восемь: '8',
  девять: '9',
  десять: '10',
  двадцать: '20',
  тридцать: '30',
  сорок: '40',
  пятьдесят: '50',
  сто: '100',
  двести: '200',
  пятьсот: '500',
  тысяча: '1000',
  тысячи: '1000',
  тысяч: '1000',
  миллион: '1000000',
};

/** The figures of a text, one spelling for one figure: `1 000,50` is `1000.50`, and `five` is `5`. */
export function figuresOf(text: string): Set<string> {
  const plain = withAsciiDigits(text.normalize('NFKC').toLowerCase());
  const figures = [...plain.matchAll(/\p{Nd}+(?:[.,'\u2019\s]\p{Nd}{3}(?!\p{Nd}))*(?:[.,:]\p{Nd}+)*/gu)].map(
    ([figure]) => spell(figure),
  );
  const words = [...plain.matchAll(/\p{L}+/gu)].flatMap(([word]) => numberWords[word] ?? []);
  return new Set([...figures, ...words]);
}

/** Arabic and Persian digits; those of other scripts must stand in the passages as they are. */
function withAsciiDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

function spell(figure: string): string {
  const joined = figure.replace(/[.,'\u2019\s](?=\d{3}(?!\d))/gu, '').replace(',', '.');
  return joined.replace(/^0+(?=\d)/u, '').replace(/\.0+$/u, '');
}

/** Whether every figure and every link of a text stands in the passages. */
export function hasOnlyKnownFigures(text: string, sources: readonly ModelSource[]): boolean {
  const known = sources.map(({ title, text: body }) => `${title}\n${body}`).join('\n');
  const figures = figuresOf(known);
  const said = text.replaceAll(/\[\d{1,2}\]/gu, ' ');
  const links = new Set(linksOf(known));
  return [...figuresOf(said)].every((figure) => figures.has(figure)) && linksOf(said).every((link) => links.has(link));
}

/**
 * Whether an answer is made of the passages: of words that stand there, if it is written in their script at all. What a
 * model made up, or was talked into by the question, seldom is.
 */
export function isGrounded(text: string, question: string, sources: readonly ModelSource[]): boolean {
  const said = extractTerms(text.replaceAll(/\[\d{1,2}\]/gu, ' ')).filter((term) => term.weight > 0.1);
  if (said.length === 0) return false;
  const known = sources.map(({ title, text: body }) => `${title}\n${body}`).join('\n');
  if (scriptOf(text) !== scriptOf(known)) return scriptOf(text) === scriptOf(question);
  const met = matchTerms(said, extractTerms(known)).filter((match) => match > 0).length;
  return met / said.length >= groundedShareMin;
}

function scriptOf(text: string): string {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters - cyrillic - latin > letters / 2) return 'other';
  return cyrillic > latin ? 'cyrillic' : 'latin';
}

/** As much of a text under way as can be judged: a figure or word at its end may still grow. */
export function judgeablePart(text: string): string {
  return text.slice(0, Math.max(0, text.search(/[\d.,:'\u2019\s]*\S*$/u))).trimEnd();
}
