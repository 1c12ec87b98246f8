import type { EngagementContext } from '../engagement-context';
import { nextStreak } from '../people/next-streak';
import { personOf } from '../people/person-of';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';

/** `/checkin`: points for the day, by the person's own time zone, and for the days in a row before it. */
export async function checkIn(ctx: EngagementContext): Promise<void> {
  const personId = personOf(ctx);
  if (personId === null) return;
  const sheet = await Sheet.open(ctx, personId);
  ctx.reply(takeDay(ctx, sheet));
  settle(ctx, sheet);
}

/** Checks the sheet's person in, once a day; answers what to say. */
export function takeDay(ctx: EngagementContext, sheet: Sheet): string {
  const { day } = sheet.ownTime;
  const next = nextStreak(sheet.standing, day);
  if (!next) return ctx.t('checkin.again', { streak: sheet.standing.streak });
  if (sheet.isBanned) return ctx.t('ban.short');
  const { checkinPoints, streakPoints, streakPointsMax } = ctx.settings;
  sheet.change({
    streak: next.streak,
    streak_best: next.streakBest,
    last_day: day,
    freezes: next.freezes,
  });
  const points = sheet.earn({
    key: `checkin:${sheet.personId}:${day}`,
    reason: 'checkin',
    points: checkinPoints + Math.min((next.streak - 1) * streakPoints, streakPointsMax),
    subject: { streak: next.streak },
  });
  return ctx.t(next.isFreezeUsed ? 'checkin.frozen' : 'checkin.done', { points, streak: next.streak });
}
