import { concepts } from './concepts';
import { normalizeText } from './normalize-text';
import { stemWord } from './stem-word';
import { stopWords, weakWords } from './stop-words';

const weakWeight = 0.05;
/** Words whose terms are remembered, over all bots of the process. */
const rememberedWordsMax = 20_000;

export interface Term {
  stem: string;
  /** Ideas the word or phrase stands for, `~` in front. */
  concepts: readonly string[];
  /** From 0 to 1: how much the word says, before how rare it is. */
  weight: number;
}

interface TablePhrase {
  stems: readonly string[];
  concepts: readonly string[];
}

const phrasesByFirst = indexPhrases();
const remembered = new Map<string, Term>();

/** What a text is about: its words without filler, stemmed, with the ideas they stand for; equal terms are one object. */
export function extractTerms(text: string): Term[] {
  const words = normalizeText(text)
    .split(' ')
    .filter((word) => word !== '');
  const stems = words.map((word) => termOfWord(word).stem);
  const terms = new Map<string, Term>();
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(stems, at);
    const term = phrase && phrase.stems.length > 1 ? termOfPhrase(phrase) : termOfWord(words[at] ?? '');
    at += phrase?.stems.length ?? 1;
    if (term.weight > 0) terms.set(term.stem, term);
  }
  return [...terms.values()];
}

function termOfWord(word: string): Term {
  const known = remembered.get(word);
  if (known) return known;
  const stem = stemWord(word);
  const phrase = phrasesByFirst.get(stem)?.find(({ stems }) => stems.length === 1);
  const weight = weakWords.has(word) ? weakWeight : stopWords.has(word) && !phrase ? 0 : 1;
  return remember(word, { stem, concepts: phrase?.concepts ?? [], weight });
}

function termOfPhrase({ stems, concepts: ideas }: TablePhrase): Term {
  const stem = stems.join(' ');
  return remembered.get(stem) ?? remember(stem, { stem, concepts: ideas, weight: 1 });
}

function remember(key: string, term: Term): Term {
  if (remembered.size >= rememberedWordsMax) remembered.clear();
  remembered.set(key, term);
  return term;
}

/** The longest phrase of the table that begins there. */
function phraseAt(stems: readonly string[], at: number): TablePhrase | undefined {
  return phrasesByFirst
    .get(stems[at] ?? '')
    ?.find((phrase) => phrase.stems.every((stem, offset) => stems[at + offset] === stem));
}

function indexPhrases(): Map<string, TablePhrase[]> {
  const byKey = new Map<string, { stems: string[]; concepts: string[] }>();
  for (const concept of concepts) {
    for (const phrase of concept.phrases) {
      const stems = normalizeText(phrase).split(' ').map(stemWord);
      const entry = byKey.get(stems.join(' ')) ?? { stems, concepts: [] };
      byKey.set(stems.join(' '), entry);
      if (!entry.concepts.includes(`~${concept.id}`)) entry.concepts.push(`~${concept.id}`);
    }
  }
  const longestFirst = [...byKey.values()].sort((a, b) => b.stems.length - a.stems.length);
  const byFirst = new Map<string, TablePhrase[]>();
  for (const phrase of longestFirst) {
    const first = phrase.stems[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return byFirst;
}
