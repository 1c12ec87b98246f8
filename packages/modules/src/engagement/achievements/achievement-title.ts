import type { EngagementContext } from '../engagement-context';
import type { Achievement } from './achievement';

const titleKeys: Readonly<Record<string, string>> = {
  first_steps: 'achievement.first_steps',
  regular: 'achievement.regular',
  devoted: 'achievement.devoted',
  pillar: 'achievement.pillar',
  voter: 'achievement.voter',
  voice: 'achievement.voice',
  scholar: 'achievement.scholar',
  sage: 'achievement.sage',
  challenger: 'achievement.challenger',
  collector: 'achievement.collector',
  tycoon: 'achievement.tycoon',
  player: 'achievement.player',
  gamer: 'achievement.gamer',
  champion: 'achievement.champion',
  legend: 'achievement.legend',
  sharpshooter: 'achievement.sharpshooter',
  hunter: 'achievement.hunter',
  solver: 'achievement.solver',
  sprinter: 'achievement.sprinter',
  perfectionist: 'achievement.perfectionist',
  daredevil: 'achievement.daredevil',
  friend: 'achievement.friend',
  connector: 'achievement.connector',
  ambassador: 'achievement.ambassador',
  duelist: 'achievement.duelist',
  gladiator: 'achievement.gladiator',
  team_player: 'achievement.team_player',
  life_of_group: 'achievement.life_of_group',
  night_owl: 'achievement.night_owl',
  early_bird: 'achievement.early_bird',
  weekender: 'achievement.weekender',
  warming_up: 'achievement.warming_up',
  streak_warrior: 'achievement.streak_warrior',
  unstoppable: 'achievement.unstoppable',
  eternal: 'achievement.eternal',
  veteran: 'achievement.veteran',
};

/** The owner's words for it, else the catalogue's. */
export function achievementTitle(ctx: Pick<EngagementContext, 't'>, { id, title }: Achievement): string {
  if (title !== undefined) return title;
  const key = titleKeys[id];
  return key === undefined ? id : ctx.t(key);
}
