import { tv } from 'tailwind-variants';

/** What every text control and select trigger shares. */
export const controlStyles = tv({
  base: [
    'focus-ring touch w-full rounded-lg border border-line-strong/70 bg-surface px-3 text-[0.9375rem] text-ink shadow-card transition-colors max-md:text-base',
    'placeholder:text-ink-faint hover:border-line-strong',
    'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint data-disabled:bg-sunken',
    'data-invalid:border-bad aria-invalid:border-bad',
  ],
  variants: {
    kind: { line: 'h-9', area: 'min-h-24 py-2 leading-normal', code: 'h-9 font-mono text-sm' },
  },
  defaultVariants: { kind: 'line' },
});
