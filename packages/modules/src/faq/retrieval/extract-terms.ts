import { concepts } from './concepts';
import { normalizeText } from './normalize-text';
import { stemWord } from './stem-word';
import { stopWords, weakWords } from './stop-words';

const weakWeight = 0.05;

export interface Term {
  stem: string;
  /** Ideas the word or phrase stands for, `~` in front. */
  concepts: readonly string[];
  /** From 0 to 1: how much the word says, before how rare it is. */
  weight: number;
}

interface PhraseEntry {
  stems: readonly string[];
  concepts: string[];
}

const phrasesByFirst = indexPhrases();

/** What a text is about: its words without filler, stemmed, with the ideas they stand for. */
export function extractTerms(text: string): Term[] {
  const words = normalizeText(text)
    .split(' ')
    .filter((word) => word !== '');
  const stems = words.map(stemWord);
  const terms: Term[] = [];
  for (let at = 0; at < stems.length; ) {
    const phrase = phrasesAt(stems, at);
    const length = phrase?.stems.length ?? 1;
    const word = words[at] ?? '';
    const stem = stems.slice(at, at + length).join(' ');
    at += length;
    if (phrase)
      terms.push({ stem, concepts: phrase.concepts, weight: weakWords.has(word) && length === 1 ? weakWeight : 1 });
    else if (!stopWords.has(word)) terms.push({ stem, concepts: [], weight: weakWords.has(word) ? weakWeight : 1 });
  }
  return [...new Map(terms.map((term) => [term.stem, term])).values()];
}

/** The longest phrase of the table that begins there. */
function phrasesAt(stems: readonly string[], at: number): PhraseEntry | undefined {
  return phrasesByFirst
    .get(stems[at] ?? '')
    ?.find((entry) => entry.stems.every((stem, offset) => stems[at + offset] === stem));
}

function indexPhrases(): Map<string, PhraseEntry[]> {
  const byKey = new Map<string, PhraseEntry>();
  for (const concept of concepts) {
    for (const phrase of concept.phrases) {
      const stems = normalizeText(phrase).split(' ').map(stemWord);
      const entry = byKey.get(stems.join(' ')) ?? { stems, concepts: [] };
      byKey.set(stems.join(' '), entry);
      if (!entry.concepts.includes(`~${concept.id}`)) entry.concepts.push(`~${concept.id}`);
    }
  }
  const byFirst = new Map<string, PhraseEntry[]>();
  const longestFirst = [...byKey.values()].sort((a, b) => b.stems.length - a.stems.length);
  for (const entry of longestFirst) {
    const first = entry.stems[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
  }
  return byFirst;
}
