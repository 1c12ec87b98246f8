import en from '../locales/en.json';
import type { Achievement } from './achievement';
import { achievementTitle } from './achievement-title';

const texts: Readonly<Record<string, string>> = en;

/** What an achievement is called where no person's language is known. */
export function englishTitle(achievement: Achievement): string {
  return achievementTitle({ t: (key) => texts[key] ?? key }, achievement);
}
