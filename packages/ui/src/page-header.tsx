import type { ReactNode } from 'react';
import { cn } from './cn';

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** A way back or a picture before the title. */
  leading?: ReactNode;
  /** Badges right after the title. */
  badges?: ReactNode;
  actions?: ReactNode;
  /** On a phone the acts stay beside the title instead of filling a line of their own. */
  hasSmallActions?: boolean;
}

/** The top of a page: its only h1 and its main acts. */
export function PageHeader({ title, description, leading, badges, actions, hasSmallActions = false }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
      <div className="flex min-w-0 items-center gap-3.5">
        {leading}
        <div className="flex min-w-0 flex-col gap-0.5">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="font-semibold text-[1.375rem] leading-tight tracking-tight">{title}</h1>
            {badges}
          </div>
          {description === undefined ? null : <div className="text-ink-muted text-sm">{description}</div>}
        </div>
      </div>
      {actions === undefined ? null : (
        <div
          className={cn('flex flex-wrap items-center gap-2', !hasSmallActions && 'max-sm:w-full max-sm:[&>*]:flex-1')}
        >
          {actions}
        </div>
      )}
    </header>
  );
}
