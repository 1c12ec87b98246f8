import { type SQL, sql } from 'drizzle-orm';
import type { Db } from './client';

type Column = { name: string; type: string };

/** Writes a row of any table, its foreign keys left unchecked. Needs a superuser. */
export async function plantRow(db: Db, table: string, given: Record<string, string>): Promise<void> {
  const insert = await sampleInsert(db, table, given);
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(insert);
  });
}

/** An insert of one row with values of the right types, some of them given. */
export async function sampleInsert(db: Db, table: string, given: Record<string, string>): Promise<SQL> {
  const result = await db.execute<Column>(sql`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null
      and is_identity = 'NO'`);
  const row: Record<string, unknown> = {};
  for (const { name, type } of result.rows) row[name] = sampleOf(type, given);
  Object.assign(row, given);
  const names = sql.raw(
    Object.keys(row)
      .map((name) => `"${name}"`)
      .join(', '),
  );
  return sql`insert into ${sql.identifier(table)} (${names})
    select ${names} from jsonb_populate_record(null::${sql.identifier(table)}, ${JSON.stringify(row)}::jsonb)`;
}

/** Texts differ with the owner, so that keys of two owners' rows do too. */
function sampleOf(type: string, given: Record<string, string>): unknown {
  if (type.startsWith('timestamp')) return new Date().toISOString();
  if (type === 'date') return new Date().toISOString().slice(0, 10);
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'bigint') return 1;
  if (type === 'jsonb') return {};
  if (type === 'ARRAY') return [];
  return `planted for ${Object.values(given).join(' ')}`;
}
