import { sql } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';
import { spendingMarkOf } from './keep-spending';

/** What a call may take now, and under which bounds it is reserved. */
export interface ModelBudget {
  /** Left for this person; the reservation is checked again when it is made. */
  tokens: number;
  /** Of the plan's budget; 0 at a workspace's own endpoint. */
  centsPerMillion: number;
  microCentsMax: number;
  /** Of this person's day: what they used before they were erased counts. */
  personTokensMax: number;
}

type SpentRow = {
  of_bot: number;
  of_person: number;
  of_mark: number;
  of_plan: number;
  cents_max: number | null;
  price: number;
};

const microCentsPerCent = 1_000_000;

/** The bounds that the settings set for a day, and for the platform's model the one that the plan sets for a month. */
export async function readModelBudget(ctx: FaqContext, day: string): Promise<ModelBudget> {
  const { db, workspaceId, botId } = ctx.reader;
  const personId = ctx.contact.userId ?? ctx.contact.chatId;
  const spentOf = (who: string) => sql`coalesce((select tokens from faq_spending s where s.workspace_id = w.id
    and s.bot_id = ${botId} and s.day = ${day} and s.external_id = ${who}), 0)::float8`;
  const result = await db.execute<SpentRow>(sql`
    select ${spentOf('')} as of_bot, ${spentOf(personId)} as of_person,
      ${spentOf(spendingMarkOf(ctx, personId))} as of_mark, p.model_budget_cents as cents_max,
      p.model_cents_per_million as price,
      coalesce((select micro_cents from model_spending m where m.workspace_id = w.id
        and m.month = date_trunc('month', ${day}::date)::date), 0)::float8 as of_plan
    from workspaces w join plans p on p.id = w.plan_id where w.id = ${workspaceId}`);
  const [spent] = result.rows;
  if (!spent) return { tokens: 0, centsPerMillion: 0, microCentsMax: 0, personTokensMax: 0 };
  const { model, modelTokensPerDay, modelTokensPerPersonPerDay } = ctx.settings;
  const personTokensMax = Math.max(modelTokensPerPersonPerDay - spent.of_mark, 0);
  const ofSettings = Math.min(modelTokensPerDay - spent.of_bot, personTokensMax - spent.of_person);
  if (model !== 'platform') return { tokens: ofSettings, centsPerMillion: 0, microCentsMax: 0, personTokensMax };
  const { price: centsPerMillion, cents_max: centsMax } = spent;
  const microCentsMax = centsMax === null ? Number.MAX_SAFE_INTEGER : centsMax * microCentsPerCent;
  const ofPlan = centsMax === 0 ? 0 : (microCentsMax - spent.of_plan) / centsPerMillion;
  return { tokens: Math.min(ofSettings, ofPlan), centsPerMillion, microCentsMax, personTokensMax };
}
