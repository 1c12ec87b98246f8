'use client';

import { Field as BaseField } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

interface FieldProps {
  label: ReactNode;
  /** Shown beside the label, e.g. "optional". */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  name?: string;
  isInline?: boolean;
  className?: string;
  children: ReactNode;
}

/** A labelled control; hint and error are tied to it for screen readers. */
export function Field({ label, aside, hint, error, name, isInline = false, className, children }: FieldProps) {
  const words = (
    <>
      {hint === undefined ? null : (
        <BaseField.Description className="text-[0.8125rem] text-ink-muted">{hint}</BaseField.Description>
      )}
      <BaseField.Error match={error !== undefined} className="flex items-start gap-1.5 text-[0.8125rem] text-bad-ink">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>{error}</span>
      </BaseField.Error>
    </>
  );
  const heading = (
    <div className="flex items-baseline justify-between gap-3">
      <BaseField.Label className="font-medium text-ink text-sm">{label}</BaseField.Label>
      {aside === undefined ? null : <span className="text-ink-faint text-xs">{aside}</span>}
    </div>
  );
  if (isInline) {
    return (
      <BaseField.Root
        name={name}
        invalid={error !== undefined}
        className={cn('flex min-h-11 items-center justify-between gap-4', className)}
      >
        <div className="flex min-w-0 flex-col gap-0.5">
          {heading}
          {words}
        </div>
        {children}
      </BaseField.Root>
    );
  }
  return (
    <BaseField.Root name={name} invalid={error !== undefined} className={cn('flex flex-col gap-1.5', className)}>
      {heading}
      {children}
      {words}
    </BaseField.Root>
  );
}
