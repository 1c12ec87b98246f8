import { cn } from './cn';

const hues = [215, 160, 45, 290, 100, 340, 250, 20];

function hueOf(seed: string): number {
  let sum = 0;
  for (const character of seed) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hues[sum % hues.length] ?? 215;
}

interface TileProps {
  name: string;
  /** Decides the colour; stable for one thing. */
  seed: string;
  size?: 'small' | 'medium' | 'large';
}

const sizeClass = {
  small: 'h-8 w-7 text-xs',
  medium: 'h-10 w-8.5 text-sm',
  large: 'h-14 w-12 text-lg',
};

/** A pigeonhole with an initial: the picture of something that has none. Decorative. */
export function Tile({ name, seed, size = 'medium' }: TileProps) {
  const hue = hueOf(seed);
  return (
    <span
      aria-hidden="true"
      style={{
        backgroundColor: `light-dark(oklch(0.92 0.05 ${hue}), oklch(0.34 0.06 ${hue}))`,
        color: `light-dark(oklch(0.38 0.09 ${hue}), oklch(0.9 0.07 ${hue}))`,
      }}
      className={cn('arch flex shrink-0 select-none items-center justify-center pt-1 font-semibold', sizeClass[size])}
    >
      {[...name.replace(/^@/, '')][0]?.toUpperCase() ?? '?'}
    </span>
  );
}
