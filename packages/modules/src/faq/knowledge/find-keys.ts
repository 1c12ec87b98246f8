import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** As few letters say nothing of what a word was meant to be. */
const lengthMin = 5;
const lettersApartMax = 2;
/** Of trigrams in common: what the ranking too takes for a slip of the finger. */
const likenessMin = 0.4;
const likePerKeyMax = 3;
/** Each is held against all of the bot's words, so a stranger's question may not bring many. */
export const misspeltMax = 4;
/** Of more words than that, only those spelt right are found. */
export const comparedMax = 20_000;

export interface HeldKey {
  key: string;
  /** How many of the bot's passages hold it. */
  passages: number;
}

/**
 * Which of the keys the bot's passages hold, and in place of words they do not hold, those that are spelt alike: of the
 * longest few, as they say most.
 */
export async function findKeys(reader: Reader, keys: readonly string[]): Promise<HeldKey[]> {
  const { db, workspaceId, botId } = reader;
  const { rows } = await db.execute<{ key: string; passages: number }>(sql`
    select distinct t.key, t.passages from json_array_elements_text(${JSON.stringify(keys)}::json) as asked(key)
    join faq_terms t on t.workspace_id = ${workspaceId} and t.bot_id = ${botId} and t.key = asked.key`);
  const held = new Set(rows.map(({ key }) => key));
  const misspelt = [...new Set(keys)]
    .filter((key) => !held.has(key) && !key.startsWith('~') && key.length >= lengthMin)
    .sort((a, b) => b.length - a.length)
    .slice(0, misspeltMax);
  if (misspelt.length === 0) return rows;
  const alike = await findAlike(reader, misspelt);
  return [...rows, ...alike.filter(({ key }) => !held.has(key))];
}

async function findAlike({ db, workspaceId, botId }: Reader, keys: readonly string[]): Promise<HeldKey[]> {
  const result = await db.execute<{ key: string; passages: number }>(sql`
    select distinct alike.key, alike.passages
    from json_array_elements_text(${JSON.stringify(keys)}::json) as asked(key)
    cross join lateral (
      select other.key, other.passages from faq_terms other
      where other.workspace_id = ${workspaceId} and other.bot_id = ${botId} and other.key not like '~%'
        and length(other.key) between greatest(${lengthMin}, length(asked.key) - ${lettersApartMax}::int)
          and length(asked.key) + ${lettersApartMax}::int
        and likeness(other.key, asked.key) >= ${likenessMin}
      order by likeness(other.key, asked.key) desc, other.key limit ${likePerKeyMax}
    ) as alike
    where (
      select count(*) from (
        select from faq_terms where workspace_id = ${workspaceId} and bot_id = ${botId} limit ${comparedMax + 1}
      ) as counted
    ) <= ${comparedMax}`);
  return result.rows;
}
