import type { ReactNode } from 'react';
import { tv, type VariantProps } from 'tailwind-variants';

const badgeStyles = tv({
  base: 'inline-flex w-fit items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs [&_svg]:size-3',
  variants: {
    tone: {
      neutral: 'bg-hover text-ink-muted',
      accent: 'bg-accent-soft text-accent-ink',
      good: 'bg-good-soft text-good-ink',
      warn: 'bg-warn-soft text-warn-ink',
      bad: 'bg-bad-soft text-bad-ink',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyles>['tone']>;

/** A word about a thing. */
export function Badge({ tone, className, children }: { tone?: BadgeTone; className?: string; children: ReactNode }) {
  return <span className={badgeStyles({ tone, className })}>{children}</span>;
}
