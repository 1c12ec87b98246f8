import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}

/** Nothing here yet: one sentence, one action. */
export function EmptyState({ title, description, action, icon }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-4 px-4 py-12 text-center sm:py-16">
      <div aria-hidden="true" className="flex items-end gap-1.5">
        <span className="arch h-9 w-7 bg-sunken ring-1 ring-line ring-inset" />
        <span className="arch flex h-14 w-11 items-center justify-center bg-accent-soft text-accent-ink ring-1 ring-accent/25 ring-inset [&_svg]:mt-1 [&_svg]:size-5">
          {icon}
        </span>
        <span className="arch h-9 w-7 bg-sunken ring-1 ring-line ring-inset" />
      </div>
      <div className="flex max-w-md flex-col gap-1">
        <p className="font-semibold text-base">{title}</p>
        {description === undefined ? null : <p className="text-ink-muted text-sm">{description}</p>}
      </div>
      {action}
    </div>
  );
}
