import type { ReactNode } from 'react';
import { cn } from './cn';

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Lets a table or list touch the edges. */
  isFlush?: boolean;
  headingLevel?: 2 | 3;
  className?: string;
  children?: ReactNode;
}

/** A framed part of a page with its own heading. */
export function Card({
  title,
  description,
  actions,
  footer,
  isFlush = false,
  headingLevel = 2,
  className,
  children,
}: CardProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section className={cn('overflow-clip rounded-2xl border border-line bg-surface shadow-card', className)}>
      {title === undefined ? null : (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-4 pt-4 sm:px-5 sm:pt-5">
          <div className="flex min-w-0 flex-1 basis-40 flex-col gap-0.5">
            <Heading className="font-semibold text-[0.9375rem]">{title}</Heading>
            {description === undefined ? null : <p className="text-ink-muted text-sm">{description}</p>}
          </div>
          {actions === undefined ? null : <div className="flex max-w-full shrink-0 flex-wrap gap-2">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? (title === undefined ? '' : 'pt-4') : 'p-4 sm:p-5'}>{children}</div>
      {footer === undefined ? null : (
        <footer className="border-line border-t bg-sunken px-4 py-3 sm:px-5">{footer}</footer>
      )}
    </section>
  );
}
