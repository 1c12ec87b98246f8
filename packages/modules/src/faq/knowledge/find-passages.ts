import { faqDocuments, faqPassages } from '@dovecote/db/schema/faq';
import { type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Reader } from '../../kit/module-context';
import { buildPassageIndex, type PassageIndex, type SourcePassage } from '../retrieval/passage-index';
import { viewPhrase } from '../retrieval/phrase-view';
import { type RankedPassage, rankPassages } from '../retrieval/rank-passages';
import { searchKeysOf } from '../retrieval/search-keys';
import { TermWeights } from '../retrieval/term-weights';
import { findKeys } from './find-keys';
import type { Desk } from './read-desk';
import { searchQuery } from './search-vector';

/** Up to here all passages of a bot are searched in process, misspelt words included. */
export const inProcessMax = 1_000;
/** Of more, so many that the database finds are ranked. */
const nearestMax = 60;
const queryKeysMax = 40;
/** Of all bots of the process together. */
const indexBytesMax = 128 * 1024 * 1024;
/** Measured: what an index takes for each byte of text. */
const bytesPerByte = 10;

interface Loaded {
  index: PassageIndex;
  sizeBytes: number;
}

const indexes = new LRUCache<string, Loaded, Reader>({
  maxSize: indexBytesMax,
  sizeCalculation: ({ sizeBytes }) => sizeBytes,
  fetchMethod: async (_key, _stale, { context }) => {
    const passages = await readPassages(context, sql`true`, sql`p.document_id`, inProcessMax);
    const sizeBytes = passages.reduce((sum, { body, heading }) => sum + body.length + heading.length, 1_000);
    return { index: await buildPassageIndex(passages), sizeBytes: sizeBytes * bytesPerByte };
  },
});

/** The passages of the bot's documents that may answer a question, likeliest first. */
export async function findPassages(reader: Reader, desk: Desk, question: string): Promise<RankedPassage[]> {
  if (desk.passages === 0) return [];
  if (desk.passages > inProcessMax) return await findInDatabase(reader, desk.passages, question);
  const key = `${reader.workspaceId}/${reader.botId}@${desk.knowledgeVersion}`;
  const { index } = await indexes.forceFetch(key, { context: reader });
  return rankPassages(index, question);
}

/** The database picks by the same stems and ideas, its full-text index at hand; what it picks is ranked as ever. */
async function findInDatabase(reader: Reader, passageCount: number, question: string): Promise<RankedPassage[]> {
  const asked = searchKeysOf(viewPhrase(question).terms).slice(0, queryKeysMax);
  const held = asked.length === 0 ? [] : await findKeys(reader, asked);
  if (held.length === 0) return [];
  const keys = held.map(({ key }) => key);
  const query = searchQuery(reader.botId, keys);
  const weights = new TermWeights(passageCount);
  for (const { key, passages } of held) weights.note(key, passages);
  const nearest = await readPassages(reader, sql`keys @@ ${query}`, sql`ts_rank(keys, ${query}) desc`, nearestMax);
  return rankPassages(await buildPassageIndex(nearest, weights), question);
}

/** One passage, if it is still there. */
export async function readPassage(reader: Reader, documentId: string, position: number): Promise<SourcePassage | null> {
  const isIt = sql`d.id = ${documentId} and p.position = ${position}`;
  return (await readPassages(reader, isIt, sql`p.document_id`, 1))[0] ?? null;
}

async function readPassages(
  { db, workspaceId, botId }: Reader,
  wanted: SQL,
  order: SQL,
  limit: number,
): Promise<SourcePassage[]> {
  const rows = await db.execute<{
    document_id: string;
    position: number;
    title: string;
    heading: string;
    body: string;
  }>(sql`
    select p.document_id, p.position, d.title, p.heading, p.body
    from ${faqPassages} p join ${faqDocuments} d
      on d.workspace_id = p.workspace_id and d.bot_id = p.bot_id and d.id = p.document_id
    where p.workspace_id = ${workspaceId} and p.bot_id = ${botId} and ${wanted}
    order by ${order}, p.document_id, p.position limit ${limit}`);
  return rows.rows.map(({ document_id: documentId, ...rest }) => ({ documentId, ...rest }));
}
