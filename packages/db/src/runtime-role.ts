import { sql } from 'drizzle-orm';
import type { Queryable } from './client';
import { createRole, hasRole } from './database-role';

/** The role of claim, flush and sender: it reaches what they need and nothing else, whatever their code says. */
export const runtimeRole = 'dovecote_runtime';

const readAndWrite = 'select, insert, update, delete';

/** What the runtime may touch. A module's tables are written by the flush, so they belong here too. */
export const runtimeGrants: Readonly<Record<string, string>> = {
  updates: readAndWrite,
  outbox: readAndWrite,
  minute_stats: readAndWrite,
  // Written by triggers of the minutes.
  bot_totals: 'select, insert, update',
  minute_counts: 'select, insert, delete',
  call_counts: 'select, insert, delete',
  contacts: readAndWrite,
  dialogues: readAndWrite,
  quarantine: 'select, insert',
  faq_unanswered: readAndWrite,
  faq_bots: 'select, insert, update',
  faq_documents: 'select',
  faq_passages: 'select',
  faq_terms: 'select',
  faq_models: 'select',
  faq_handovers: readAndWrite,
  faq_model_calls: readAndWrite,
  faq_days: readAndWrite,
  faq_spending: readAndWrite,
  model_spending: 'select, insert, update',
  engagement_people: readAndWrite,
  // A line is changed only to erase whose it was; a trigger refuses anything else.
  engagement_entries: 'select, insert, update (key, debit, credit, subject, tags, chat_id, team, turn)',
  engagement_balances: readAndWrite,
  engagement_scores: readAndWrite,
  engagement_games: readAndWrite,
  engagement_referrals: readAndWrite,
  engagement_traces: readAndWrite,
  engagement_polls: readAndWrite,
  engagement_votes: readAndWrite,
  engagement_choices: readAndWrite,
  engagement_questions: 'select',
  engagement_marks: 'select, insert, update',
  engagement_ranks: 'select, insert, delete',
  engagement_tags: readAndWrite,
  module_jobs: readAndWrite,
  sent_messages: readAndWrite,
  live_events: 'select, insert, delete',
  broadcasts: 'select, update (state, started_at, finished_at)',
  broadcast_recipients: 'select, update, delete',
  bot_holders: readAndWrite,
  processes: 'select, update (expires_at), delete',
  bots: 'select, update (webhook_set_url, menu_digest)',
  bot_credentials: 'select',
  module_settings: 'select',
  // Written by triggers, when one of its updates fails for good or a module tells something; erased with their person.
  webhook_events: 'select (workspace_id, id, data, at), insert, delete',
  webhook_endpoints: 'select (workspace_id, is_on, events)',
  workspaces: 'select',
  plans: 'select',
};

/** Makes the role, unless the server's administrator did, and gives it what the list says. */
export async function grantRuntimeRole(db: Queryable): Promise<void> {
  await createRole(db, runtimeRole);
  if (!(await hasRole(db, runtimeRole))) return;
  const role = sql.identifier(runtimeRole);
  await db.execute(sql`grant usage on schema public to ${role}`);
  await db.execute(sql`grant usage on sequence updates_seq_seq to ${role}`);
  for (const [table, privileges] of Object.entries(runtimeGrants)) {
    await db.execute(sql`grant ${sql.raw(privileges)} on ${sql.identifier(table)} to ${role}`);
  }
}
