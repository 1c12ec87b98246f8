'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';

interface SegmentedProps<Value extends string> {
  options: readonly { value: Value; label: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
  label: string;
}

/** A few views or ranges side by side; one is always on. */
export function Segmented<Value extends string>({ options, value, onChange, label }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      aria-label={label}
      className="inline-flex w-fit max-w-full overflow-x-auto rounded-lg bg-sunken p-0.5 ring-1 ring-line ring-inset"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="focus-ring touch h-7 whitespace-nowrap rounded-md px-2.5 font-medium text-[0.8125rem] text-ink-muted hover:text-ink data-pressed:bg-surface data-pressed:text-ink data-pressed:shadow-card"
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
