import { tv, type VariantProps } from 'tailwind-variants';

/** The looks of a button, for links that act as one. */
export const buttonStyles = tv({
  base: [
    'focus-ring touch inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium no-underline transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-55 data-disabled:cursor-not-allowed data-disabled:opacity-55',
    '[&_svg]:shrink-0',
  ],
  variants: {
    tone: {
      primary: 'bg-accent text-on-accent shadow-card hover:bg-accent-hover',
      secondary: 'border border-line bg-surface text-ink shadow-card hover:bg-hover',
      quiet: 'text-ink-muted hover:bg-hover hover:text-ink',
      danger: 'bg-bad text-on-bad shadow-card hover:bg-bad-hover',
      dangerQuiet: 'text-bad-ink hover:bg-bad-soft',
    },
    size: {
      small: 'h-8 px-2.5 text-[0.8125rem] [&_svg]:size-3.5',
      medium: 'h-9 px-3.5 text-sm [&_svg]:size-4',
      large: 'h-11 px-5 text-[0.9375rem] [&_svg]:size-4.5',
      icon: 'touch-square size-9 [&_svg]:size-4.5',
    },
    isBlock: { true: 'w-full' },
  },
  defaultVariants: { tone: 'secondary', size: 'medium' },
});

export type ButtonStyleProps = VariantProps<typeof buttonStyles>;
