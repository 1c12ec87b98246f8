import type { EngagementSettings } from '../engagement-context';
import type { Achievement } from './achievement';
import { builtInAchievements } from './built-in';

const known = new WeakMap<EngagementSettings, readonly Achievement[]>();

/** What can be reached under these settings: the built-in ones as the owner changed them, then the owner's. */
export function achievementsOf(settings: EngagementSettings): readonly Achievement[] {
  const found = known.get(settings);
  if (found) return found;
  const changes = new Map(settings.achievementChanges.map((change) => [change.id, change]));
  const builtIn = builtInAchievements
    .filter(({ id }) => changes.get(id)?.isOn !== false)
    .map((achievement) => {
      const { title, points = achievement.points } = changes.get(achievement.id) ?? {};
      return { ...achievement, title, points };
    });
  // An owner's own is another one, also under the id of a built-in one.
  const all = [...builtIn, ...settings.achievements.map((own) => ({ ...own, id: `own:${own.id}` }))];
  known.set(settings, all);
  return all;
}
