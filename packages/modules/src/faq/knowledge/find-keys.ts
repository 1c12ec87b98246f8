import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** As few letters say nothing of what a word was meant to be. */
const lengthMin = 5;
const lettersApartMax = 2;
/** Of trigrams in common: what the ranking too takes for a slip of the finger. */
const likenessMin = 0.4;
const likePerKeyMax = 3;

export interface HeldKey {
  key: string;
  /** How many of the bot's passages hold it. */
  passages: number;
}

/**
 * Which of the keys the bot's passages hold, and in place of words they do not hold, those that are spelt alike. One
 * statement over the bot's own words.
 */
export async function findKeys({ db, workspaceId, botId }: Reader, keys: readonly string[]): Promise<HeldKey[]> {
  const result = await db.execute<{ key: string; passages: number }>(sql`
    select distinct coalesce(t.key, alike.key) as key, coalesce(t.passages, alike.passages) as passages
    from json_array_elements_text(${JSON.stringify(keys)}::json) as asked(key)
    left join faq_terms t on t.workspace_id = ${workspaceId} and t.bot_id = ${botId} and t.key = asked.key
    left join lateral (
      select other.key, other.passages from faq_terms other
      where t.key is null and asked.key not like '~%' and length(asked.key) >= ${lengthMin}
        and other.workspace_id = ${workspaceId} and other.bot_id = ${botId} and other.key not like '~%'
        and length(other.key) between greatest(${lengthMin}, length(asked.key) - ${lettersApartMax}::int)
          and length(asked.key) + ${lettersApartMax}::int
        and likeness(other.key, asked.key) >= ${likenessMin}
      order by likeness(other.key, asked.key) desc, other.key limit ${likePerKeyMax}
    ) as alike on true
    where coalesce(t.key, alike.key) is not null`);
  return result.rows;
}
