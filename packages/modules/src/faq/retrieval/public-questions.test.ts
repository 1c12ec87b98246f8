import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { readTextBlocks } from '../documents/read-blocks';
import { splitPassages } from '../documents/split-passages';
import { decideAnswer } from './decide-answer';
import { buildFaqIndex } from './faq-index';
import { buildPassageIndex } from './passage-index';
import {
  type Asked,
  halfOf,
  isPresent,
  type PublicSet,
  readBanking,
  readStackFaq,
  readStrangers,
} from './public-questions.test-helper';
import { rankPairs } from './rank-pairs';
import { rankPassages } from './rank-passages';

const suite = isPresent ? describe : describe.skip;
const skipNote = isPresent ? '' : ' (skipped: ../shared/data is not beside the project)';

/** What a question led to: the ids found, best first, and the one that was answered with, if any. */
interface Reply {
  ranked: readonly string[];
  answer: string | null;
  /** How sure the first is; only plain BM25's are compared. */
  score: number;
}
type Answerer = (question: string) => Reply;

interface Figures {
  recallAt1: number;
  recallAt3: number;
  right: number;
  wrong: number;
  refused: number;
  fooled: number;
}

function measure(answer: Answerer, asked: readonly Asked[], strangers: readonly string[]): Figures {
  const replies = asked.map(({ text, answer: meant }) => ({ meant, ...answer(text) }));
  const share = (test: (reply: (typeof replies)[number]) => boolean) => replies.filter(test).length / replies.length;
  return {
    recallAt1: share(({ ranked, meant }) => ranked[0] === meant),
    recallAt3: share(({ ranked, meant }) => ranked.slice(0, 3).includes(meant)),
    right: share((reply) => reply.answer === reply.meant),
    wrong: share((reply) => reply.answer !== null && reply.answer !== reply.meant),
    refused: share((reply) => reply.answer === null),
    fooled: strangers.filter((text) => answer(text).answer !== null).length / strangers.length,
  };
}

function ours(set: PublicSet): Answerer {
  const index = buildFaqIndex(set.pairs);
  return (question) => {
    const pairs = rankPairs(index, question);
    const decision = decideAnswer({ pairs, passages: [] }, 'balanced');
    const found = decision.kind === 'answer' ? decision.found : null;
    return {
      ranked: pairs.map(({ pair }) => pair.question),
      answer: found?.kind === 'pair' ? found.pair.question : null,
      score: 0,
    };
  };
}

/** The answers alone, as documents: no question is written over them, or only as their heading. */
async function ourDocuments(set: PublicSet, hasHeadings: boolean): Promise<Answerer> {
  const index = await buildPassageIndex(
    set.pairs.flatMap(({ question, answer }) =>
      splitPassages(readTextBlocks(answer)).map(({ body }, position) => {
        return { title: 'Help', heading: hasHeadings ? question : '', body, documentId: question, position };
      }),
    ),
  );
  return (question) => {
    const passages = rankPassages(index, question);
    const decision = decideAnswer({ pairs: [], passages }, 'balanced');
    const found = decision.kind === 'answer' ? decision.found : null;
    return {
      ranked: [...new Set(passages.map(({ passage }) => passage.documentId))],
      answer: found?.kind === 'passage' ? found.passage.documentId : null,
      score: 0,
    };
  };
}

/** What a search library gives as it comes: words as they are written, BM25, the first hit above a threshold. */
function plainBm25(entries: readonly { id: string; text: string }[]) {
  const search = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  search.addAll(entries);
  return (scoreMin: number): Answerer =>
    (question) => {
      const found = search.search(question);
      const score = found[0]?.score ?? 0;
      return {
        ranked: found.map(({ id }) => String(id)),
        answer: score > scoreMin ? String(found[0]?.id) : null,
        score,
      };
    };
}

/** The threshold at which it refuses as many of these questions as we do: chosen on the very questions it is judged by. */
function atEqualRefusal(peer: (scoreMin: number) => Answerer, asked: readonly Asked[], refused: number): Answerer {
  const scores = asked.map(({ text }) => peer(0)(text).score).sort((a, b) => a - b);
  return peer(scores[Math.round(refused * scores.length) - 1] ?? 0);
}

/** The threshold at which it answers as many strangers as we do. */
function atEqualFooling(peer: (scoreMin: number) => Answerer, strangers: readonly string[], fooled: number): Answerer {
  const scores = strangers.map((text) => peer(0)(text).score).sort((a, b) => b - a);
  return peer(scores[Math.round(fooled * scores.length)] ?? 0);
}

const rows: Record<string, string>[] = [];

function compare(name: string, answer: Answerer, peer: (scoreMin: number) => Answerer, asked: readonly Asked[]) {
  const strangers = readStrangers('test');
  const own = measure(answer, asked, strangers);
  const asOften = measure(atEqualRefusal(peer, asked, own.refused), asked, strangers);
  const asFooled = measure(atEqualFooling(peer, strangers, own.fooled), asked, strangers);
  const named = { [name]: own, '  plain BM25, refusing as often': asOften, '  plain BM25, fooled as often': asFooled };
  for (const [who, figures] of Object.entries(named)) {
    const shares = Object.entries(figures).map(([key, value]) => [key, `${((value as number) * 100).toFixed(1)} %`]);
    rows.push({ set: who, ...Object.fromEntries(shares) });
  }
  for (const plain of [asOften, asFooled]) {
    expect(own.recallAt1).toBeGreaterThan(plain.recallAt1);
    expect(own.recallAt3).toBeGreaterThan(plain.recallAt3);
    expect(own.right).toBeGreaterThan(plain.right);
  }
  expect(own.wrong).toBeLessThan(asOften.wrong);
  return { own, plain: asOften };
}

suite(`public questions, the half nothing was tuned on${skipNote}`, () => {
  const stack = isPresent ? readStackFaq() : { name: '', pairs: [], asked: [] };
  const inTest = ({ answer }: Asked) => halfOf(answer) === 'test';
  const asked = stack.asked.filter(inTest);

  it('finds the question behind a paraphrase better than plain BM25', () => {
    const peer = plainBm25(
      stack.pairs.map(({ question, answer }) => ({ id: question, text: `${question}\n${answer}` })),
    );
    const { own, plain } = compare('StackFAQ, pairs', ours(stack), peer, asked);
    expect(own.recallAt1).toBeGreaterThan(0.8);
    expect(own.recallAt3).toBeGreaterThan(0.93);
    expect(own.fooled).toBeLessThan(plain.fooled);
  });

  it('finds the intent behind a complaint better than plain BM25, five examples known', () => {
    const set = readBanking();
    const peer = plainBm25(
      set.pairs.map(({ question, alternatives }) => ({ id: question, text: [question, ...alternatives].join('\n') })),
    );
    const { own, plain } = compare('BANKING77, pairs', ours(set), peer, set.asked.filter(inTest));
    expect(own.recallAt1).toBeGreaterThan(0.65);
    expect(own.recallAt3).toBeGreaterThan(0.8);
    expect(own.fooled).toBeLessThan(plain.fooled);
  });

  it.each([true, false])(
    'finds the passage of a document better than plain BM25 (headings: %s)',
    async (hasHeadings) => {
      const peer = plainBm25(
        stack.pairs.map(({ question, answer }) => ({
          id: question,
          text: hasHeadings ? `${question}\n${answer}` : answer,
        })),
      );
      const name = `StackFAQ, documents ${hasHeadings ? 'with' : 'without'} headings`;
      const { own } = compare(name, await ourDocuments(stack, hasHeadings), peer, asked);
      expect(own.fooled).toBeLessThan(0.06);
    },
  );

  it('prints the table', () => {
    console.table(rows);
  });
});
