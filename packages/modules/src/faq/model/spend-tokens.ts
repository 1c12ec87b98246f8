import type { FaqContext } from '../faq-context';
import type { ModelBudget } from './read-model-budget';
import { planSpend, tokensSpend } from './spending-writes';

/** A call's reservation: on which day, for whom, how much, at which price. */
export interface Reservation {
  day: string;
  personId: string;
  tokens: number;
  centsPerMillion: number;
}

/** Reserves what a call can take at most: of the person's day, the bot's day, and the plan's month. */
export function reserveTokens(ctx: FaqContext, call: Reservation, budget: ModelBudget): void {
  const { personTokensMax, microCentsMax } = budget;
  const ofBot = ctx.settings.modelTokensPerDay;
  spend(ctx, call, call.tokens, { ofBot, ofPerson: personTokensMax, ofPlan: microCentsMax });
}

/** Ends a reservation: what was not taken is free again. */
export function settleTokens(ctx: FaqContext, call: Reservation, taken: number): void {
  if (taken < call.tokens) spend(ctx, call, taken - call.tokens, { ofBot: null, ofPerson: null, ofPlan: null });
}

function spend(
  ctx: FaqContext,
  { day, personId, centsPerMillion }: Reservation,
  tokens: number,
  max: Record<'ofBot' | 'ofPerson' | 'ofPlan', number | null>,
): void {
  ctx.write(tokensSpend, { day, external_id: '', tokens, tokens_max: max.ofBot });
  ctx.write(tokensSpend, { day, external_id: personId, tokens, tokens_max: max.ofPerson });
  if (centsPerMillion === 0) return;
  ctx.write(planSpend, { day, micro_cents: tokens * centsPerMillion, micro_cents_max: max.ofPlan });
}
