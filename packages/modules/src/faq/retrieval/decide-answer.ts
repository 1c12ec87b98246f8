import type { FaqPair } from '../definition';
import type { RankedPair } from './rank-pairs';

export type Confidence = 'careful' | 'balanced' | 'eager';

export type Decision =
  | { kind: 'answer'; pair: FaqPair }
  | { kind: 'suggest'; pairs: readonly FaqPair[] }
  | { kind: 'unknown' };

const answerMin: Record<Confidence, number> = { careful: 0.65, balanced: 0.5, eager: 0.35 };
/** How far the likeliest must be ahead of the next. */
const leadMin: Record<Confidence, number> = { careful: 0.4, balanced: 0.2, eager: 0.1 };
/** Below this much for all pairs together, asking back would only annoy. */
const suggestMin: Record<Confidence, number> = { careful: 0.35, balanced: 0.25, eager: 0.2 };
const suggestionMin = 0.05;
const suggestionsMax = 3;

/** Answers when sure, asks back when torn, and else says it does not know. */
export function decideAnswer(ranked: readonly RankedPair[], confidence: Confidence): Decision {
  const [first, second] = ranked;
  if (!first) return { kind: 'unknown' };
  const lead = first.confidence - (second?.confidence ?? 0);
  if (first.confidence >= answerMin[confidence] && lead >= leadMin[confidence])
    return { kind: 'answer', pair: first.pair };
  const any = ranked.reduce((sum, one) => sum + one.confidence, 0);
  const likely = ranked.filter((one) => one.confidence >= suggestionMin).slice(0, suggestionsMax);
  if (any < suggestMin[confidence] || likely.length === 0) return { kind: 'unknown' };
  return { kind: 'suggest', pairs: likely.map((one) => one.pair) };
}
