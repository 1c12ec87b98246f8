import type { FaqContext } from '../faq-context';
import { spendingMark } from './spending-writes';

/** Who asks to be erased and comes back meets the same bound of the day. */
export function keepSpending(ctx: FaqContext): void {
  const { userId, kind } = ctx.contact;
  if (userId === null || kind !== 'private') return;
  const day = ctx.clock().toISOString().slice(0, 10);
  ctx.write(spendingMark, { day, external_id: userId, mark: spendingMarkOf(ctx, userId) });
}

/** What stands in the place of a person's id after they were erased; no id begins like that. */
export function spendingMarkOf(ctx: FaqContext, personId: string): string {
  return `mark:${ctx.markOf(personId)}`;
}
