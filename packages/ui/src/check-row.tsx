import { Circle, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Spinner } from './spinner';

export type CheckState = 'waiting' | 'running' | 'ok' | 'warn' | 'fail';

const marks: Record<CheckState, ReactNode> = {
  waiting: <Circle aria-hidden="true" className="size-4.5 text-line-strong" />,
  running: <Spinner className="size-4.5 text-accent" />,
  ok: <CircleCheck aria-hidden="true" className="size-4.5 text-good" />,
  warn: <TriangleAlert aria-hidden="true" className="size-4.5 text-warn" />,
  fail: <CircleX aria-hidden="true" className="size-4.5 text-bad" />,
};

interface CheckRowProps {
  state: CheckState;
  /** The state in words, for screen readers. */
  stateLabel: string;
  title: ReactNode;
  children?: ReactNode;
}

/** One line of a list of checks; place it in a list. */
export function CheckRow({ state, stateLabel, title, children }: CheckRowProps) {
  return (
    <li className="flex items-start gap-3 py-2.5">
      <span className="mt-0.5 flex shrink-0">{marks[state]}</span>
      <div className="flex min-w-0 flex-col gap-0.5 text-sm">
        <p className={state === 'waiting' ? 'text-ink-faint' : 'font-medium'}>
          {title} <span className="sr-only">({stateLabel})</span>
        </p>
        {children === undefined ? null : <div className="text-ink-muted">{children}</div>}
      </div>
    </li>
  );
}
