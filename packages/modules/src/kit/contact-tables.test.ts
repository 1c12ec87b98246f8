import { tenantTables } from '@dovecote/db/tenant-tables';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runtimeModules } from '../runtime-registry';
import { createTalkDatabase, type TalkDatabase } from './talk-database.test-helper';

const journal = 'the journal, encrypted, which ends by itself: /privacy says so';
const owners = 'what the owner set up or wrote; it names nobody who talks to the bot';
const runtime = 'how the bot is run; it names nobody';

/** Why nobody's rows there are erased or copied by a module. */
const exceptions: Readonly<Record<string, string>> = {
  admin_access: 'looks of platform admins',
  bot_credentials: owners,
  bot_drafts: owners,
  bot_holders: runtime,
  broadcasts: owners,
  engagement_marks: 'a keyed digest that outlives erasing, as /deleteme and decision 0026 say',
  engagement_questions: owners,
  faq_bots: runtime,
  faq_days: 'counts of a day',
  faq_documents: owners,
  faq_drafts: owners,
  faq_passages: owners,
  faq_terms: owners,
  faq_unanswered: 'questions without who asked them',
  bot_totals: 'counts of all minutes',
  minute_stats: 'counts of a minute',
  module_setting_versions: owners,
  module_settings: owners,
  outbox: journal,
  quarantine: journal,
  updates: journal,
};

let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

test('every table of a bot is one that a module erases and copies for a person, or says why not', async () => {
  const found = await database.owner.execute<{ table_name: string }>(sql`
    select distinct table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'bot_id'`);
  const tables = found.rows.map((row) => row.table_name).filter((table) => table in tenantTables);
  const covered = runtimeModules.flatMap(({ erasers, exports }) =>
    Object.keys(erasers).filter((table) => table in exports),
  );
  expect(tables.filter((table) => !covered.includes(table)).sort()).toEqual(Object.keys(exceptions).sort());
});
