import { faqDocuments, faqPassages } from '@dovecote/db/schema/faq';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owner } from '../../kit/apply-writes.test-helper';
import { readTextBlocks } from '../documents/read-blocks';
import { splitPassages } from '../documents/split-passages';
import { createFaqWorld, type FaqWorld } from '../faq-world.test-helper';
import { passageKeys } from '../retrieval/passage-index';
import { halfOf, isPresent, readBanking, readStackFaq } from '../retrieval/public-questions.test-helper';
import { comparedMax, findKeys, misspeltMax } from './find-keys';
import { findPassages, inProcessMax } from './find-passages';
import type { Desk } from './read-desk';
import { searchQuery, searchVector } from './search-vector';

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
});
afterAll(() => world.close());

const reader = () => ({ db: world.database.db, workspaceId: proveWorkspace(owner.workspaceId), botId: owner.botId });
const desk: Desk = { knowledgeVersion: 1, passages: inProcessMax + 1, group: null };

describe('passages by the thousand', () => {
  beforeAll(() =>
    world.addDocument('Guide', '# Refunds\nA refund takes five days.\n\n# Umbrellas\nUmbrellas are blue.'),
  );

  it('are found by words that are misspelt, as those in process are', async () => {
    const [found] = await findPassages(reader(), desk, 'do you sell umbrelas');
    expect(found?.passage.body).toBe('Umbrellas are blue.');
    expect((await findKeys(reader(), ['umbrela', 'zzzzzz'])).map(({ key }) => key)).toEqual(['umbrella']);
  });

  it('are looked for by the few longest of many misspelt words, and by none among too many words', async () => {
    const words = ['alphabet', 'balloons', 'cathedral', 'dragonfly', 'envelopes', 'furniture'];
    const misspelt = words.map((word) => `${word.slice(0, 4)}${word.slice(5)}`);
    const terms = (list: readonly string[]) =>
      world.database.owner.execute(sql`insert into faq_terms (workspace_id, bot_id, key, passages)
        select ${owner.workspaceId}, ${owner.botId}, key, 1 from json_array_elements_text(${JSON.stringify(list)}::json) as key`);
    await terms(words);
    const found = async () => (await findKeys(reader(), ['refund', ...misspelt])).map(({ key }) => key).sort();
    expect(await found()).toEqual([...words.slice(-misspeltMax), 'refund']);
    await terms(Array.from({ length: comparedMax }, (_, at) => `filler${at}`));
    expect(await found()).toEqual(['refund']);
    await world.database.owner.execute(
      sql`delete from faq_terms where key like 'filler%' or key = any(string_to_array(${words.join(' ')}, ' '))`,
    );
  });

  it('count their words as they come and go', async () => {
    const held = async () =>
      Object.fromEntries((await findKeys(reader(), ['refund', 'day', 'lamp'])).map((k) => [k.key, k.passages]));
    const before = await held();
    await world.addDocument('Lamps', '# Lamps\nA refund of a lamp takes a day.');
    expect(await held()).toEqual({ refund: (before.refund ?? 0) + 1, day: (before.day ?? 0) + 1, lamp: 1 });
    await world.database.owner.delete(faqDocuments).where(eq(faqDocuments.id, 'doc_lamps'));
    expect(await held()).toEqual(before);
  });

  it('are searched among the bot’s own alone: fifty thousand of a neighbour change nothing of the work', async () => {
    const work = async () => {
      // Else a small table is read from end to end, whosever rows it holds.
      const touched = (query: SQL) =>
        world.database.owner.transaction(async (tx) => {
          await tx.execute('set local enable_seqscan = off');
          const plan = await tx.execute<{ 'QUERY PLAN': unknown }>(
            sql`explain (analyze, timing off, format json) ${query}`,
          );
          return mostRows(plan.rows[0]?.['QUERY PLAN']);
        });
      await world.database.owner.execute('analyze faq_passages, faq_terms');
      const { workspaceId, botId } = reader();
      const passages = sql`select from faq_passages where workspace_id = ${workspaceId} and bot_id = ${botId}
        and keys @@ ${searchQuery(botId, ['refund', 'day'])}`;
      const words = sql`select from faq_terms where workspace_id = ${workspaceId} and bot_id = ${botId}`;
      return { passages: await touched(passages), words: await touched(words) };
    };
    const neighbour = { workspaceId: owner.workspaceId, botId: 'bot_2' };
    await world.database.owner.execute(sql`
      insert into bots select (jsonb_populate_record(b, '{"id": "bot_2", "telegram_id": "5", "webhook_path": "p2"}')).*
      from bots b where id = 'bot_1'`);
    const row = { title: 'T', kind: 'text', passages: 0, sizeBytes: 0 } as const;
    for (const [key, id] of [
      [neighbour, 'd2'],
      [owner, 'd1'],
    ] as const)
      await world.database.owner.insert(faqDocuments).values({ ...key, id, ...row });
    const fill = (key: { workspaceId: string; botId: string }, documentId: string, count: number) =>
      world.database.owner.execute(sql`
        insert into faq_passages (workspace_id, bot_id, document_id, position, heading, body, keys)
        select ${key.workspaceId}, ${key.botId}, ${documentId}, n, '', 'A refund takes a day.',
          ${searchVector(key.botId, ['refund', 'take', 'day'])}
        from generate_series(1, ${count}::int) as n`);
    // So many of its own that the index is worth a look.
    await fill(owner, 'd1', 2_000);
    const alone = await work();
    await fill(neighbour, 'd2', 50_000);
    const beside = await work();
    console.info('rows looked at, alone and beside 50,000 passages of a neighbour', JSON.stringify({ alone, beside }));
    expect(beside.words).toBe(alone.words);
    // Not more than it has itself, whichever index the planner takes.
    expect(beside.passages).toBeLessThan(2_010);
    await world.database.owner.delete(faqDocuments).where(eq(faqDocuments.id, 'd1'));
  }, 120_000);
});

/** Leaves a letter out of every longer word: of every second one, three questions of four are found all the same. */
function misspell(text: string): string {
  let words = 0;
  return text.replaceAll(/\p{L}{6,}/gu, (word) => {
    words += 1;
    const at = 2 + (words % (word.length - 4));
    return word.slice(0, at) + word.slice(at + 1);
  });
}

(isPresent ? describe : describe.skip)('public questions, the half for tuning', () => {
  const { pairs, asked } = isPresent ? readStackFaq() : { pairs: [], asked: [] };
  const tuning = asked.filter(({ answer }) => halfOf(answer) === 'tuning');
  // What people write to a bank, as passages beside those that answer: in process it would all be looked at.
  const banking = isPresent ? readBanking().asked : [];
  const others = banking
    .filter(({ answer }) => halfOf(answer) === 'tuning')
    .map(({ text }) => text)
    .slice(0, 1_500);
  beforeAll(async () => {
    await world.database.owner.delete(faqDocuments);
    const key = { ...owner, documentId: 'stack' };
    const answers = pairs.flatMap(({ question, answer }) =>
      splitPassages(readTextBlocks(answer)).map(({ body }) => ({ heading: question, body })),
    );
    const passages = [...answers, ...others.map((body) => ({ heading: '', body }))];
    const row = { title: 'Help', kind: 'text', passages: passages.length, sizeBytes: 0 } as const;
    await world.database.owner.insert(faqDocuments).values({ ...owner, id: 'stack', ...row });
    for (const [position, passage] of passages.entries()) {
      const keys = searchVector(owner.botId, passageKeys({ title: 'Help', ...passage }));
      await world.database.owner.insert(faqPassages).values({ ...key, position, ...passage, keys });
    }
  });

  const recall = async (change: (text: string) => string) => {
    const ranks: number[] = [];
    for (const { text, answer } of tuning) {
      const found = await findPassages(reader(), desk, change(text));
      ranks.push([...new Set(found.map(({ passage }) => passage.heading))].indexOf(answer));
    }
    const share = (max: number) => ranks.filter((rank) => rank >= 0 && rank < max).length / ranks.length;
    return { at1: share(1), at3: share(3) };
  };

  it('are found no worse for the trigrams when spelt right, and better when spelt wrong', async () => {
    const withTrigrams = { asked: await recall(String), misspelt: await recall(misspell) };
    await world.database.owner.execute(
      `create or replace function likeness(a text, b text) returns real language sql immutable as 'select 0::real'`,
    );
    const withoutTrigrams = { asked: await recall(String), misspelt: await recall(misspell) };
    console.info('recall on the tuning half', JSON.stringify({ withTrigrams, withoutTrigrams }, null, 1));
    expect(withTrigrams.asked.at1).toBeGreaterThanOrEqual(withoutTrigrams.asked.at1);
    expect(withTrigrams.asked.at3).toBeGreaterThanOrEqual(withoutTrigrams.asked.at3);
    expect(withTrigrams.misspelt.at1).toBeGreaterThan(withoutTrigrams.misspelt.at1);
    expect(withTrigrams.misspelt.at3).toBeGreaterThan(withoutTrigrams.misspelt.at3);
  }, 120_000);
});

interface Plan {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** The most rows that a step of a plan produced or threw away. */
function mostRows(explained: unknown): number {
  const rowsOf = (plan: Plan): number =>
    Math.max(
      plan['Actual Loops'] *
        (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)),
      ...(plan.Plans ?? []).map(rowsOf),
    );
  return Math.max(...(explained as { Plan: Plan }[]).map(({ Plan: plan }) => rowsOf(plan)));
}
