import { type SQL, sql } from 'drizzle-orm';

/** How a passage's keys lie in the full-text index: under its bot's id, so that bots share no entry. */
export function searchVector(botId: string, keys: readonly string[]): SQL<string> {
  return sql`array_to_tsvector(array(
    select ${botId}::text || '/' || key from json_array_elements_text(${JSON.stringify(keys)}::json) as key))`;
}

/** What finds the passages of a bot that hold any of the keys. */
export function searchQuery(botId: string, keys: readonly string[]): SQL {
  return sql`(select string_agg(quote_literal(${botId}::text || '/' || key), ' | ')::tsquery
    from json_array_elements_text(${JSON.stringify(keys)}::json) as key)`;
}
