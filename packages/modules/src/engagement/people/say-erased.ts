import type { UsedLimits } from '@dovecote/db/schema/engagement-marks';
import type { EngagementContext } from '../engagement-context';
import { countPaidDuels } from '../games/paid-duels';
import { readGamesOfDay } from '../games/read-games';
import { countPolls } from '../polls/read-polls';
import { takeTagsOff } from '../tags/say-tags';
import { markWrite } from './mark-writes';
import { Sheet } from './sheet';

const dayMs = 86_400_000;
/** Limits are a day's; people's clocks are up to a day ahead or behind. */
const usedDays = 2;
const abuseDays = 30;
const banDays = 365;

/** What is to be said of somebody who asks to be erased, besides what erases their rows. */
export async function sayErased(ctx: EngagementContext): Promise<void> {
  const { userId, kind } = ctx.contact;
  if (userId === null || kind !== 'private') return;
  const sheet = await Sheet.open(ctx, userId);
  takeTagsOff(ctx, sheet);
  await leaveMark(ctx, sheet);
}

/** Who asks to be erased leaves their ban, their abuse score and what they used of the day's limits; nothing else. */
async function leaveMark(ctx: EngagementContext, sheet: Sheet): Promise<void> {
  const { day } = sheet.botTime;
  const { bannedAt, banReason, appealedAt, abuseScore, lastDay } = sheet.standing;
  const used = await usedToday(ctx, sheet);
  const isCheckedIn = lastDay !== null && lastDay >= day;
  if (!bannedAt && abuseScore === 0 && !isCheckedIn && Object.keys(used).length === 0 && !sheet.standing.mark) return;
  const days = bannedAt ? banDays : abuseScore > 0 ? abuseDays : usedDays;
  ctx.write(markWrite, {
    mark: ctx.markOf(sheet.personId),
    banned_at: bannedAt?.toISOString() ?? null,
    ban_reason: banReason,
    appealed_at: appealedAt?.toISOString() ?? null,
    abuse_score: abuseScore,
    last_day: isCheckedIn ? lastDay : null,
    day,
    used,
    ends_at: new Date(ctx.clock().getTime() + days * dayMs).toISOString(),
  });
}

async function usedToday(ctx: EngagementContext, sheet: Sheet): Promise<UsedLimits> {
  const { personId } = sheet;
  const { day } = sheet.botTime;
  const done = {
    games: (await readGamesOfDay(ctx.reader, personId, day)).length,
    duels: await countPaidDuels(ctx, personId, day),
    polls: await countPolls(ctx.reader, day, { authorId: personId }),
    quiz: await countPolls(ctx.reader, day, { chatId: personId, kind: 'quiz' }),
    challenge: await countPolls(ctx.reader, day, { chatId: personId, kind: 'challenge' }),
  };
  const limits = Object.keys(done) as (keyof typeof done)[];
  const used = limits.map((limit) => [limit, done[limit] + sheet.usedBefore(limit)] as const);
  return Object.fromEntries(used.filter(([, count]) => count > 0));
}
