import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { tv } from 'tailwind-variants';

const bannerStyles = tv({
  base: 'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-xl border px-4 py-3 text-sm',
  variants: {
    tone: {
      info: 'border-accent/25 bg-accent-soft text-accent-ink',
      good: 'border-good/30 bg-good-soft text-good-ink',
      warn: 'border-warn/40 bg-warn-soft text-warn-ink',
      bad: 'border-bad/30 bg-bad-soft text-bad-ink',
    },
  },
});

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

interface BannerProps {
  tone: keyof typeof icons;
  title?: ReactNode;
  actions?: ReactNode;
  /** Announced when it appears. */
  isLive?: boolean;
  className?: string;
  children?: ReactNode;
}

/** A remark about the whole page or form. */
export function Banner({ tone, title, actions, isLive = false, className, children }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      role={isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined}
      className={bannerStyles({ tone, className })}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-48 flex-1 flex-col gap-0.5">
        {title === undefined ? null : <p className="font-medium">{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
