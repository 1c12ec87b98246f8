import type { Candidate } from './faq-index';
import { matchTerms } from './match-terms';
import { type PhraseView, viewPhrase } from './phrase-view';
import type { TermWeights } from './term-weights';
import { trigramSimilarity } from './trigrams';
import { ratio, sum, weigh, weightOf } from './weigh-terms';

const nearestPhrases = 3;

/** How a query and a pair compare; everything but `bm25` lies between 0 and 1. */
export interface Measures {
  /** Share of the nearest phrase's weight that the query meets. */
  phraseCoverage: number;
  /** Likeness of the informative words, letter by letter. */
  words: number;
  /** Likeness of the whole sentences, filler words and all. */
  sentence: number;
  /** Share of the query's weight that any of the pair's phrases meets. */
  pairCoverage: number;
  /** Share of the query's weight that only the answer holds. */
  answerCoverage: number;
  /** Weight met, which tells a long agreement from a short one. */
  met: number;
  /** Mean closeness of the pair's nearest phrases. */
  nearest: number;
  bm25: number;
}

interface PhraseMeasures {
  closeness: number;
  phraseCoverage: number;
  words: number;
  met: number;
  sentence: number;
}

export function measureCandidate(query: PhraseView, { view, bm25 }: Candidate, weights: TermWeights): Measures {
  const matches = matchTerms(query.terms, view.terms);
  const onlyInAnswer = query.terms.map((term, at) => (matches[at] === 0 && view.answerStems.has(term.stem) ? 1 : 0));
  const total = sum(query.terms.map((term) => weightOf(term, weights)));
  const phrases = view.phrases
    .map(({ text, terms }) => measurePhrase(query, viewPhrase(text, terms), total, weights))
    .sort((a, b) => b.closeness - a.closeness);
  const near = phrases.slice(0, nearestPhrases);
  const [best] = near;
  return {
    phraseCoverage: best?.phraseCoverage ?? 0,
    words: best?.words ?? 0,
    sentence: Math.max(0, ...phrases.map((phrase) => phrase.sentence)),
    pairCoverage: ratio(weigh(query.terms, matches, weights), total),
    answerCoverage: ratio(weigh(query.terms, onlyInAnswer, weights), total),
    met: 1 - Math.exp(-(best?.met ?? 0)),
    nearest: ratio(sum(near.map((phrase) => phrase.closeness)), near.length),
    bm25,
  };
}

function measurePhrase(query: PhraseView, phrase: PhraseView, total: number, weights: TermWeights): PhraseMeasures {
  const met = weigh(query.terms, matchTerms(query.terms, phrase.terms), weights);
  const phraseMet = weigh(phrase.terms, matchTerms(phrase.terms, query.terms), weights);
  const phraseCoverage = ratio(phraseMet, sum(phrase.terms.map((term) => weightOf(term, weights))));
  const words = trigramSimilarity(query.words, phrase.words);
  const closeness = (ratio(met, total) + phraseCoverage + words) / 3;
  return { closeness, phraseCoverage, words, met, sentence: trigramSimilarity(query.sentence, phrase.sentence) };
}
