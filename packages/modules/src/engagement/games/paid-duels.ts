import type { EngagementContext } from '../engagement-context';
import { readTakenTurns } from '../ledger/read-taken-turns';
import type { Sheet } from '../people/sheet';

const paidDuelsPerDay = 5;

/** How many duels of a day the person was paid for, as far as the ledger knows them. */
export async function countPaidDuels(ctx: EngagementContext, personId: string, day: string): Promise<number> {
  return (await readTakenTurns(ctx.reader, turnsOf(personId, day))).size;
}

/** The turn of the person's next duel to be paid today; null if there were enough. */
export async function nextDuelTurn(ctx: EngagementContext, sheet: Sheet): Promise<string | null> {
  const turns = turnsOf(sheet.personId, sheet.botTime.day).slice(sheet.usedBefore('duels'));
  const taken = await readTakenTurns(ctx.reader, turns);
  return turns.find((one) => !taken.has(one)) ?? null;
}

function turnsOf(personId: string, day: string): string[] {
  return Array.from({ length: paidDuelsPerDay }, (_, at) => `duel:${personId}:${day}:${at + 1}`);
}
