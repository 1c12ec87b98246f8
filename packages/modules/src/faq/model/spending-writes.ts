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
 * meanwhile: a reservation that does not fit is refused as a conflict, and nothing of its update happens.
 */
export const tokensSpend = defineWrite<SpendingRow>({
  id: 'faq.spending',
  columns: { day: 'text', external_id: 'text', tokens: 'bigint', tokens_max: 'bigint' },
  statement: (source) => sql`
    insert into faq_spending as stored (workspace_id, bot_id, day, external_id, tokens, tokens_max)
    select workspace_id, bot_id, day::date, external_id, sum(tokens), min(tokens_max)
    from ${source}
    group by workspace_id, bot_id, day, external_id
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

/** Forgets who used what of a day; the bot's sum stays. */
export const spendingErase = defineWrite<{ external_id: string }>({
  id: 'faq.spending.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from faq_spending using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where faq_spending.workspace_id = gone.workspace_id and faq_spending.bot_id = gone.bot_id
      and faq_spending.external_id = gone.external_id and gone.external_id <> ''`,
});
