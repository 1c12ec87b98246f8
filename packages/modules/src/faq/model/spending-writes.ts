import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface SpendingRow {
  day: string;
  /** Empty: of all people of the bot together. */
  external_id: string;
  /** Below zero: what was reserved and not taken. */
  tokens: number;
  /** Of a reservation; null leaves the bound as it stands. */
  tokens_max: number | null;
}

/**
 * Reserves tokens of a day, or gives them back. The row's lock and its check make the bound hold whoever else reserves
 * meanwhile: a reservation that does not fit is refused as a conflict, and nothing of its update happens. Of who was
 * erased meanwhile nothing is given back.
 */
export const tokensSpend = defineWrite<SpendingRow>({
  id: 'faq.spending',
  columns: { day: 'text', external_id: 'text', tokens: 'bigint', tokens_max: 'bigint' },
  statement: (source) => sql`
    insert into faq_spending as stored (workspace_id, bot_id, day, external_id, tokens, tokens_max)
    select workspace_id, bot_id, day::date, external_id, sum(tokens), min(tokens_max)
    from ${source}
    group by workspace_id, bot_id, day, external_id
    having sum(tokens) > 0 or (select true from faq_spending held where held.workspace_id = source.workspace_id
      and held.bot_id = source.bot_id and held.day = source.day::date and held.external_id = source.external_id)
    order by workspace_id, bot_id, day, external_id
    on conflict (workspace_id, bot_id, day, external_id) do update set
      tokens = stored.tokens + excluded.tokens,
      tokens_max = coalesce(excluded.tokens_max, stored.tokens_max)`,
});

export interface PlanSpendingRow {
  /** Any day of the month. */
  day: string;
  micro_cents: number;
  micro_cents_max: number | null;
}

/** The same for what the platform's model takes of a plan's budget of a month. */
export const planSpend = defineWrite<PlanSpendingRow>({
  id: 'faq.spending.plan',
  columns: { day: 'text', micro_cents: 'bigint', micro_cents_max: 'bigint' },
  statement: (source) => sql`
    insert into model_spending as stored (workspace_id, month, micro_cents, micro_cents_max)
    select workspace_id, date_trunc('month', day::date)::date as month, sum(micro_cents), min(micro_cents_max)
    from ${source}
    group by workspace_id, month
    order by workspace_id, month
    on conflict (workspace_id, month) do update set
      micro_cents = stored.micro_cents + excluded.micro_cents,
      micro_cents_max = coalesce(excluded.micro_cents_max, stored.micro_cents_max)`,
});

/** What somebody who is erased used of a day stays under their mark, so that this frees nothing of it. */
export const spendingMark = defineWrite<{ day: string; external_id: string; mark: string }>({
  id: 'faq.spending.mark',
  columns: { day: 'text', external_id: 'text', mark: 'text' },
  statement: (source) => sql`
    insert into faq_spending as stored (workspace_id, bot_id, day, external_id, tokens)
    select gone.workspace_id, gone.bot_id, gone.day, gone.mark, spent.tokens
    from (select distinct workspace_id, bot_id, day::date as day, external_id, mark from ${source}) as gone
    cross join lateral (
      select tokens from faq_spending held where held.workspace_id = gone.workspace_id and held.bot_id = gone.bot_id
        and held.day = gone.day and held.external_id = gone.external_id limit 1
    ) as spent
    order by gone.workspace_id, gone.bot_id, gone.day, gone.mark
    on conflict (workspace_id, bot_id, day, external_id) do update set tokens = stored.tokens + excluded.tokens`,
});

/** Forgets who used what of a day; the bot's sum stays. */
export const spendingErase = defineWrite<{ external_id: string }>({
  id: 'faq.spending.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from faq_spending using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where faq_spending.workspace_id = gone.workspace_id and faq_spending.bot_id = gone.bot_id
      and faq_spending.external_id = gone.external_id and gone.external_id <> ''`,
});
