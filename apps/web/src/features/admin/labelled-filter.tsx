'use client';

import { Field } from '@dovecote/ui/field';
import type { ReactNode } from 'react';

/** A filter under a small label. */
export function LabelledFilter({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Field label={<span className="font-normal text-ink-muted text-xs">{label}</span>} className="min-w-0 gap-1">
      {children}
    </Field>
  );
}
