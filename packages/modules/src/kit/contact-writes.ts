import { sql } from 'drizzle-orm';
import { defineWrite } from './write-statement';

export interface ContactRow {
  external_id: string;
  kind: string;
  language_code: string | null;
  seen_at: string;
  chosen_language?: string | null;
  /** True: said /stop; false: came back. Left out: unchanged. */
  stopped?: boolean;
  /** True: blocked or removed the bot; false: let it in again. Left out: unchanged. */
  blocked?: boolean;
  /** The id this supergroup had while it was a group. */
  moved_from?: string;
}

/**
 * The one write of the contacts table: the runtime says a row for each update, modules add what they learned.
 * Rows of one contact are merged; what a row leaves out stays as it is.
 */
export const contactWrite = defineWrite<ContactRow>({
  id: 'contacts.seen',
  columns: {
    external_id: 'text',
    kind: 'text',
    language_code: 'text',
    seen_at: 'timestamptz',
    chosen_language: 'text',
    stopped: 'boolean',
    blocked: 'boolean',
    moved_from: 'text',
  },
  statement: (source) => sql`
    insert into contacts as stored (workspace_id, bot_id, channel, external_id, kind, language_code, chosen_language,
      first_seen_at, last_seen_at, is_stopped, is_blocked, moved_from)
    select workspace_id, bot_id, 'telegram', external_id, max(kind), max(language_code), max(chosen_language),
      min(seen_at), max(seen_at),
      bool_or(stopped), bool_or(blocked), max(moved_from)
    from ${source}
    group by workspace_id, bot_id, external_id
    order by workspace_id, bot_id, external_id
    on conflict (workspace_id, bot_id, channel, external_id) do update set
      last_seen_at = greatest(stored.last_seen_at, excluded.last_seen_at),
      language_code = coalesce(excluded.language_code, stored.language_code),
      chosen_language = coalesce(excluded.chosen_language, stored.chosen_language),
      is_stopped = coalesce(excluded.is_stopped, stored.is_stopped),
      is_blocked = coalesce(excluded.is_blocked, stored.is_blocked),
      moved_from = coalesce(excluded.moved_from, stored.moved_from)`,
});

/** Removes the contact; the runtime says no `contactWrite` beside it. */
export const contactErase = defineWrite<{ external_id: string }>({
  id: 'contacts.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from contacts using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where contacts.workspace_id = gone.workspace_id and contacts.bot_id = gone.bot_id
      and contacts.external_id = gone.external_id`,
});
