import MiniSearch from 'minisearch';
import type { FaqPair } from '../definition';
import { extractTerms, type Term } from './extract-terms';
import type { PhraseView } from './phrase-view';
import { searchKeysOf } from './search-keys';
import { fuzzyOptions } from './search-options';
import { TermWeights } from './term-weights';

const candidatesMax = 20;
const answerTermsMax = 200;

/** One pair, made ready for comparison. */
export interface PairView {
  pair: FaqPair;
  phrases: readonly { text: string; terms: readonly Term[] }[];
  /** Every term of its question and alternatives. */
  terms: readonly Term[];
  answerStems: ReadonlySet<string>;
}

export interface Candidate {
  view: PairView;
  /** BM25 over question, alternatives and answer. */
  bm25: number;
}

export interface FaqIndex {
  weights: TermWeights;
  /** The pairs that share the most with the query, best first. */
  candidates(query: PhraseView): Candidate[];
}

/** Prepares the pairs of one version of the settings for search. */
export function buildFaqIndex(pairs: readonly FaqPair[]): FaqIndex {
  const views = pairs.map(viewPair);
  const weights = new TermWeights(views.length);
  const search = new MiniSearch<{ id: number; question: string; alternatives: string; answer: string }>({
    fields: ['question', 'alternatives', 'answer'],
    tokenize: (keys) => keys.split('\n'),
    processTerm: (key) => key || null,
    searchOptions: { boost: { question: 2, alternatives: 2, answer: 0.3 }, combineWith: 'OR' },
  });
  for (const [id, view] of views.entries()) {
    weights.add(new Set(searchKeysOf(view.terms)));
    search.add({
      id,
      question: searchKeysOf(view.phrases[0]?.terms ?? []).join('\n'),
      alternatives: view.phrases
        .slice(1)
        .flatMap((phrase) => searchKeysOf(phrase.terms))
        .join('\n'),
      answer: [...view.answerStems].join('\n'),
    });
  }
  return {
    weights,
    candidates(query) {
      const found = search.search(searchKeysOf(query.terms).join('\n'), fuzzyOptions);
      return found.slice(0, candidatesMax).flatMap(({ id, score }) => {
        const view = views[Number(id)];
        return view ? [{ view, bm25: score }] : [];
      });
    },
  };
}

function viewPair(pair: FaqPair): PairView {
  const phrases = [pair.question, ...pair.alternatives].map((text) => ({ text, terms: extractTerms(text) }));
  const terms = new Map(phrases.flatMap((phrase) => phrase.terms).map((term) => [term.stem, term]));
  const answerTerms = extractTerms(pair.answer).slice(0, answerTermsMax);
  return {
    pair,
    phrases,
    terms: [...terms.values()],
    answerStems: new Set(answerTerms.map((term) => term.stem)),
  };
}
