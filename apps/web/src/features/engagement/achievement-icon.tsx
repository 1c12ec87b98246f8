import type { Outputs } from '@/trpc/router-types';
import { glyphIcons } from './glyph-icons';

type Achievement = Outputs['engagement']['achievements'][number];

/** Within a square of 48: a disc, a hexagon, a rounded square, an octagon. */
const outlines: Record<Achievement['category'], string> = {
  engagement: 'M24 3a21 21 0 1 1 0 42a21 21 0 1 1 0-42Z',
  gaming: 'M24 2.5l18.6 10.75v21.5L24 45.5L5.4 34.75v-21.5Z',
  social: 'M15 4h18a11 11 0 0 1 11 11v18a11 11 0 0 1-11 11H15A11 11 0 0 1 4 33V15A11 11 0 0 1 15 4Z',
  time: 'M15.5 3.5h17L44.5 15.5v17L32.5 44.5h-17L3.5 32.5v-17Z',
};

const looks: Record<Achievement['rarity'], { color: string; pips: number }> = {
  common: { color: 'text-ink-muted', pips: 1 },
  uncommon: { color: 'text-good-ink', pips: 2 },
  rare: { color: 'text-accent-ink', pips: 3 },
  epic: { color: 'text-warn-ink', pips: 4 },
  legendary: { color: 'text-bad-ink', pips: 5 },
};

const glyphSize = 20;
const pipGap = 5;

/** Its outline says the category, colour and dots the rarity, the picture which one it is; words stand beside it. */
export function AchievementIcon({ category, rarity, glyph }: Pick<Achievement, 'category' | 'rarity' | 'glyph'>) {
  const { color, pips } = looks[rarity];
  const Glyph = glyphIcons[glyph];
  return (
    <svg aria-hidden="true" viewBox="0 0 48 48" className={`size-12 shrink-0 ${color}`}>
      <path d={outlines[category]} fill="currentColor" fillOpacity={0.12} stroke="currentColor" strokeWidth={2} />
      <Glyph x={(48 - glyphSize) / 2} y={11} width={glyphSize} height={glyphSize} />
      {Array.from({ length: pips }, (_, at) => (
        <circle key={at} cx={24 + (at - (pips - 1) / 2) * pipGap} cy={36.5} r={1.6} fill="currentColor" />
      ))}
    </svg>
  );
}
