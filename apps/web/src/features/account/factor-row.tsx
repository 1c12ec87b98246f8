import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface FactorRowProps {
  icon: LucideIcon;
  title: ReactNode;
  badge?: ReactNode;
  detail: ReactNode;
  actions: ReactNode;
}

/** One way to prove who one is, and what can be done with it. */
export function FactorRow({ icon: Icon, title, badge, detail, actions }: FactorRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
      <span className="flex min-w-0 flex-1 basis-56 items-center gap-3">
        <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
        <span className="flex min-w-0 flex-col">
          <span className="flex flex-wrap items-center gap-2 font-medium text-sm">
            {title}
            {badge}
          </span>
          <span className="text-ink-muted text-xs">{detail}</span>
        </span>
      </span>
      <span className="flex flex-wrap gap-2">{actions}</span>
    </li>
  );
}
