import { achievementTitle } from '../achievements/achievement-title';
import { achievementsOf } from '../achievements/achievements-of';
import type { EngagementContext } from '../engagement-context';
import { gameKinds } from '../games/game-kinds';
import { gameKeys } from '../games/game-texts';
import { localTime } from '../people/local-time';
import { botZoneOf } from '../people/sheet';
import type { ShownLine } from './read-lines';

const reasonKeys: Readonly<Record<string, string>> = {
  reversal: 'line.reversal',
  adjustment: 'line.adjustment',
  referral: 'line.referral',
  poll: 'line.poll',
  quiz: 'line.quiz',
  challenge: 'line.challenge',
};

/** A line in plain words: when, how many points, what for. */
export function explainLine(ctx: EngagementContext, line: ShownLine): string {
  const points = line.points > 0 ? `+${line.points}` : `−${-line.points}`;
  return `${localTime(line.at, botZoneOf(ctx)).day}  ${points}  ${explainReason(ctx, line)}`;
}

function explainReason(ctx: EngagementContext, { reason, subject }: ShownLine): string {
  if (reason === 'achievement') {
    const achievement = achievementsOf(ctx.settings).find(({ id }) => id === subject.achievement);
    const title = achievement ? achievementTitle(ctx, achievement) : String(subject.achievement ?? '');
    return ctx.t('line.achievement', { title });
  }
  if (reason === 'reward') {
    const reward = ctx.settings.rewards.find(({ id }) => id === subject.reward);
    return ctx.t('line.reward', { title: reward?.title ?? String(subject.reward ?? '') });
  }
  if (reason === 'checkin') return ctx.t('line.checkin', { streak: Number(subject.streak ?? 1) });
  if (reason === 'game' || reason === 'duel') {
    const kind = gameKinds.find((one) => one === subject.game);
    return ctx.t(reason === 'game' ? 'line.game' : 'line.duel', { game: kind ? ctx.t(gameKeys[kind]) : '' });
  }
  const key = reasonKeys[reason];
  return key ? ctx.t(key) : ctx.t('line.other', { reason });
}
