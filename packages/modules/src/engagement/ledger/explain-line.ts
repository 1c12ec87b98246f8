import { achievementTitle } from '../achievements/achievement-title';
import { achievementsOf } from '../achievements/achievements-of';
import type { EngagementContext } from '../engagement-context';
import type { LedgerLine } from './read-lines';

const reasonKeys: Readonly<Record<string, string>> = {
  reversal: 'line.reversal',
  adjustment: 'line.adjustment',
};

const gameKeys: Readonly<Record<string, string>> = {
  target: 'game.target',
  hunt: 'game.hunt',
  puzzle: 'game.puzzle',
  speed: 'game.speed',
};

/** A line in plain words: when, how many points, what for. */
export function explainLine(ctx: EngagementContext, line: LedgerLine): string {
  const points = line.points > 0 ? `+${line.points}` : `−${-line.points}`;
  return `${line.day}  ${points}  ${explainReason(ctx, line)}`;
}

function explainReason(ctx: EngagementContext, { reason, subject }: LedgerLine): string {
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
    const gameKey = gameKeys[String(subject.game)];
    return ctx.t(reason === 'game' ? 'line.game' : 'line.duel', { game: gameKey ? ctx.t(gameKey) : '' });
  }
  const key = reasonKeys[reason];
  return key ? ctx.t(key) : ctx.t('line.other', { reason });
}
