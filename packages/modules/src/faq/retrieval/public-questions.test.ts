import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaqPair } from '../definition';
import { decideAnswer } from './decide-answer';
import { buildFaqIndex } from './faq-index';
import { rankPairs } from './rank-pairs';

const folder = path.resolve(import.meta.dirname, '../../../../../../shared/data');
const isPresent = existsSync(folder);
const suite = isPresent ? describe : describe.skip;
const skipNote = isPresent ? '' : ' (skipped: ../shared/data is not beside the project)';

interface Asked {
  text: string;
  answer: string;
}

function read<Row>(file: string): Row[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
  return lines.map((line): Row => JSON.parse(line));
}

/** Shares of the questions: ranked first, among the first three, answered rightly and wrongly, and strangers answered. */
function measure(pairs: readonly FaqPair[], asked: readonly Asked[], strangers: readonly string[]) {
  const index = buildFaqIndex(pairs);
  const results = asked.map(({ text, answer }) => {
    const ranked = rankPairs(index, text);
    const decision = decideAnswer(ranked, 'balanced');
    const rank = ranked.findIndex(({ pair }) => pair.question === answer);
    const isAnswered = decision.kind === 'answer';
    return { rank, isRight: isAnswered && rank === 0, isWrong: isAnswered && rank !== 0 };
  });
  const share = (test: (result: (typeof results)[number]) => boolean) => results.filter(test).length / results.length;
  const fooled = strangers.filter((text) => decideAnswer(rankPairs(index, text), 'balanced').kind === 'answer');
  return {
    recallAt1: share(({ rank }) => rank === 0),
    recallAt3: share(({ rank }) => rank >= 0 && rank < 3),
    right: share(({ isRight }) => isRight),
    wrong: share(({ isWrong }) => isWrong),
    fooled: fooled.length / strangers.length,
  };
}

const strangers = () =>
  read<{ text: string; intent: string }>('out-of-scope-dev.jsonl')
    .filter(({ intent }) => intent === 'out_of_scope')
    .map(({ text }) => text);

function report(name: string, figures: ReturnType<typeof measure>): void {
  const shares = Object.entries(figures).map(([key, value]) => `${key} ${(value * 100).toFixed(1)} %`);
  console.log(`${name}: ${shares.join(', ')}`);
}

suite(`public questions${skipNote}`, () => {
  it('finds the question behind a paraphrase', () => {
    const rows = read<{ question: string; paraphrases: string[]; answer: string }>('faq-stackfaq-dev.jsonl');
    const pairs = rows.map(({ question, answer }) => ({ question, answer, alternatives: [] }));
    const asked = rows.flatMap(({ question, paraphrases }) => paraphrases.map((text) => ({ text, answer: question })));
    const figures = measure(pairs, asked, strangers());
    report('StackFAQ', figures);
    expect(figures.recallAt1).toBeGreaterThan(0.8);
    expect(figures.recallAt3).toBeGreaterThan(0.94);
    expect(figures.wrong).toBeLessThan(0.09);
    expect(figures.fooled).toBeLessThan(0.04);
  });

  it('finds the intent behind a complaint, five examples known', () => {
    const texts = new Map<string, string[]>();
    for (const { text, intent } of read<{ text: string; intent: string }>('faq-banking77-dev.jsonl')) {
      texts.set(intent, [...(texts.get(intent) ?? []), text]);
    }
    const pairs = [...texts].map(([intent, [, ...examples]]) => ({
      question: intent.replaceAll('_', ' '),
      answer: 'Ok.',
      alternatives: examples.slice(0, 5),
    }));
    const asked = [...texts].flatMap(([intent, examples]) =>
      examples.slice(6).map((text) => ({ text, answer: intent.replaceAll('_', ' ') })),
    );
    const figures = measure(pairs, asked, strangers());
    report('BANKING77', figures);
    expect(figures.recallAt1).toBeGreaterThan(0.65);
    expect(figures.recallAt3).toBeGreaterThan(0.8);
    expect(figures.wrong).toBeLessThan(0.16);
    expect(figures.fooled).toBeLessThan(0.08);
  });
});
