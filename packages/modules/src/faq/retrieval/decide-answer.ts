import type { FaqPair } from '../definition';
import type { SourcePassage } from './passage-index';
import type { RankedPair } from './rank-pairs';
import type { RankedPassage } from './rank-passages';

export type Confidence = 'careful' | 'balanced' | 'eager';

/** What a question may be answered from. */
export type Found = { kind: 'pair'; pair: FaqPair } | { kind: 'passage'; passage: SourcePassage };

export interface Ranked {
  pairs: readonly RankedPair[];
  passages: readonly RankedPassage[];
}

export type Decision =
  | { kind: 'answer'; found: Found }
  | { kind: 'suggest'; found: readonly Found[] }
  | { kind: 'unknown' };

interface Likely {
  found: Found;
  confidence: number;
  isAnother: boolean;
}

const answerMin: Record<Confidence, number> = { careful: 0.65, balanced: 0.5, eager: 0.35 };
/** How far the likeliest must be ahead of the next. */
const leadMin: Record<Confidence, number> = { careful: 0.4, balanced: 0.2, eager: 0.1 };
/** Below this much for all together, asking back would only annoy. */
const suggestMin: Record<Confidence, number> = { careful: 0.35, balanced: 0.25, eager: 0.2 };
const suggestionMin = 0.05;
const suggestionsMax = 3;

/**
 * Answers when sure, asks back when torn, and else says it does not know. A pair was written for its question, so it
 * goes before a passage that was not. What is about another thing may be meant all the same, so it is asked back.
 */
export function decideAnswer(ranked: Ranked, confidence: Confidence): Decision {
  const pairs = ranked.pairs.map(
    ({ pair, confidence: sure, isAnother }): Likely => ({ found: { kind: 'pair', pair }, confidence: sure, isAnother }),
  );
  const passages = onePerSection(ranked.passages);
  const sure = findSure(pairs, confidence) ?? findSure(passages, confidence);
  if (sure) return { kind: 'answer', found: sure };
  const likely = [pairs, passages]
    .filter((some) => some.reduce((sum, one) => sum + one.confidence, 0) >= suggestMin[confidence])
    .flat()
    .filter((one) => one.confidence >= suggestionMin)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, suggestionsMax);
  return likely.length === 0 ? { kind: 'unknown' } : { kind: 'suggest', found: likely.map(({ found }) => found) };
}

function findSure([first, second]: readonly Likely[], confidence: Confidence): Found | undefined {
  if (!first || first.isAnother || first.confidence < answerMin[confidence]) return undefined;
  return first.confidence - (second?.confidence ?? 0) >= leadMin[confidence] ? first.found : undefined;
}

/** Neighbours under one heading are no rivals: the likeliest stands for all of them, as sure as they are together. */
function onePerSection(passages: readonly RankedPassage[]): Likely[] {
  const sections = new Map<string, Likely>();
  for (const { passage, confidence, isAnother } of passages) {
    const key =
      passage.heading === ''
        ? `${passage.documentId}/${passage.position}`
        : `${passage.documentId}\n${passage.heading}\n${isAnother}`;
    const known = sections.get(key);
    if (known) known.confidence += confidence;
    else sections.set(key, { found: { kind: 'passage', passage }, confidence, isAnother });
  }
  return [...sections.values()].sort((a, b) => b.confidence - a.confidence);
}
