import { setImmediate as nextTurn } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import type { Passage } from '../documents/split-passages';
import { extractTerms, type Term } from './extract-terms';
import type { PhraseView } from './phrase-view';
import { searchKeysOf } from './search-keys';
import { fuzzyOptions } from './search-options';
import { TermWeights } from './term-weights';

const candidatesMax = 20;

/** Where a passage comes from: what a citation names. */
export interface SourcePassage extends Passage {
  documentId: string;
  position: number;
  title: string;
}

/** One passage, made ready for comparison. */
export interface PassageView {
  passage: SourcePassage;
  /** Of title and headings. */
  heading: readonly Term[];
  sentences: readonly (readonly Term[])[];
  /** Of all of it. */
  terms: readonly Term[];
}

export interface PassageCandidate {
  view: PassageView;
  bm25: number;
}

export interface PassageIndex {
  weights: TermWeights;
  /** The passages that share the most with the query, best first. */
  candidates(query: PhraseView): PassageCandidate[];
}

/** So many are prepared in one go: some milliseconds. */
const preparedAtOnce = 20;

/**
 * Prepares passages for search, and lets others work in between; `weights` are those of a larger set they were taken
 * from, if they were.
 */
export async function buildPassageIndex(
  passages: readonly SourcePassage[],
  weights?: TermWeights,
): Promise<PassageIndex> {
  const views: PassageView[] = [];
  const search = new MiniSearch<{ id: number; heading: string; body: string }>({
    fields: ['heading', 'body'],
    tokenize: (keys) => keys.split('\n'),
    processTerm: (key) => key || null,
    searchOptions: { boost: { heading: 2, body: 1 }, combineWith: 'OR' },
  });
  const own = new TermWeights(passages.length);
  for (const [id, passage] of passages.entries()) {
    if (id % preparedAtOnce === preparedAtOnce - 1) await nextTurn();
    const view = viewPassage(passage);
    views.push(view);
    own.add(new Set(searchKeysOf(view.terms)));
    const body = view.sentences.flatMap((terms) => searchKeysOf(terms)).join('\n');
    search.add({ id, heading: searchKeysOf(view.heading).join('\n'), body });
  }
  return {
    weights: weights ?? own,
    candidates(query) {
      const found = search.search(searchKeysOf(query.terms).join('\n'), fuzzyOptions);
      return found.slice(0, candidatesMax).flatMap(({ id, score }) => {
        const view = views[Number(id)];
        return view ? [{ view, bm25: score }] : [];
      });
    },
  };
}

/** What a passage is found by. */
export function passageKeys({ title, heading, body }: Pick<SourcePassage, 'title' | 'heading' | 'body'>): string[] {
  return searchKeysOf(extractTerms(`${title}\n${heading}\n${body}`));
}

function viewPassage(passage: SourcePassage): PassageView {
  const heading = extractTerms(`${passage.title} ${passage.heading}`);
  const sentences = splitSentences(passage.body).map((sentence) => extractTerms(sentence));
  const terms = new Map([...heading, ...sentences.flat()].map((term) => [term.stem, term]));
  return { passage, heading, sentences, terms: [...terms.values()] };
}

function splitSentences(text: string): string[] {
  return text.split(/(?<=[.!?\u2026])\s+|\n+/u).filter((sentence) => sentence.trim() !== '');
}
