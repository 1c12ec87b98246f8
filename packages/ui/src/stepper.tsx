import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface Step {
  id: string;
  label: string;
  /** A link around the step, where it may be visited. */
  wrap?: (content: ReactNode) => ReactNode;
}

interface StepperProps {
  steps: readonly Step[];
  currentId: string;
  label: string;
  /** "Step 2 of 6", for phones. */
  progressText: string;
}

/** Where one stands in a row of steps. */
export function Stepper({ steps, currentId, label, progressText }: StepperProps) {
  const currentIndex = steps.findIndex((step) => step.id === currentId);
  return (
    <nav aria-label={label} className="flex flex-col gap-2">
      <p className="text-ink-muted text-xs sm:hidden">{progressText}</p>
      <ol className="flex items-center gap-1.5 sm:gap-2">
        {steps.map((step, index) => {
          const isDone = index < currentIndex;
          const isCurrent = index === currentIndex;
          const content = (
            <span className="flex items-center gap-2">
              <span
                className={cn(
                  'arch hidden h-7 w-6 shrink-0 items-center justify-center pt-0.5 font-semibold text-xs sm:flex',
                  isDone && 'bg-accent text-on-accent',
                  isCurrent && 'bg-accent-soft text-accent-ink ring-2 ring-accent ring-inset',
                  !isDone && !isCurrent && 'bg-hover text-ink-muted',
                )}
              >
                {isDone ? <Check aria-hidden="true" className="size-3.5" /> : index + 1}
              </span>
              <span
                className={cn(
                  'max-sm:sr-only sm:max-lg:sr-only',
                  isCurrent ? 'font-medium text-ink sm:max-lg:not-sr-only' : 'text-ink-muted',
                )}
              >
                {step.label}
              </span>
              <span
                aria-hidden="true"
                className={cn('h-1.5 flex-1 rounded-full sm:hidden', isDone || isCurrent ? 'bg-accent' : 'bg-line')}
              />
            </span>
          );
          return (
            <li
              key={step.id}
              aria-current={isCurrent ? 'step' : undefined}
              className="flex items-center gap-2 text-sm max-sm:flex-1 max-sm:[&_span]:flex-1"
            >
              {isDone && step.wrap !== undefined ? step.wrap(content) : content}
              {index === steps.length - 1 ? null : (
                <span aria-hidden="true" className="hidden h-px w-4 bg-line sm:block lg:w-6" />
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
