import type { EngagementContext } from '../engagement-context';
import { readBooking } from '../ledger/read-booking';
import type { Earning, Sheet } from './sheet';

/**
 * Brings the ledger to what is true now: pays what is owed and was not paid, takes back what was paid and is not owed,
 * restores what was taken back. Answers by how many points the balance moves.
 */
export async function book(ctx: EngagementContext, sheet: Sheet, earning: Earning, isOwed: boolean): Promise<number> {
  const booking = await readBooking(ctx.reader, earning.key);
  if (!booking) return isOwed ? sheet.earn(earning) : 0;
  if (booking.isStanding === isOwed || (isOwed && sheet.isBanned)) return 0;
  sheet.takeBack(booking.last);
  return isOwed ? booking.last.amount : -booking.last.amount;
}
