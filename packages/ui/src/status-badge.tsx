import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from './badge';
import { cn } from './cn';

const dotClass: Record<BadgeTone, string> = {
  neutral: 'bg-ink-faint',
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
};

interface StatusBadgeProps {
  tone: BadgeTone;
  /** A moving dot: something is under way. */
  isBusy?: boolean;
  children: ReactNode;
}

/** A state with its dot; the word carries the meaning, the colour only helps. */
export function StatusBadge({ tone, isBusy = false, children }: StatusBadgeProps) {
  return (
    <Badge tone={tone}>
      <span aria-hidden="true" className={cn('size-1.5 rounded-full', dotClass[tone], isBusy && 'animate-pulse')} />
      {children}
    </Badge>
  );
}
