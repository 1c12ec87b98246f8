'use client';

import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface Choice<Value extends string> {
  value: Value;
  title: ReactNode;
  description?: ReactNode;
  icon?: ReactNode;
  badge?: ReactNode;
  isDisabled?: boolean;
}

interface ChoiceCardsProps<Value extends string> {
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  label: string;
  className?: string;
}

/** One choice of a few, each explained on a card. */
export function ChoiceCards<Value extends string>({
  choices,
  value,
  onChange,
  label,
  className,
}: ChoiceCardsProps<Value>) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      aria-label={label}
      className={cn('grid gap-3', className)}
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          disabled={choice.isDisabled}
          nativeButton
          render={<button type="button" />}
          className="focus-ring group flex items-start gap-3.5 rounded-2xl border border-line bg-surface p-4 text-start shadow-card transition-colors hover:border-line-strong data-checked:border-accent data-checked:bg-accent-soft data-disabled:opacity-55"
        >
          {choice.icon === undefined ? null : (
            <span className="arch flex h-11 w-9 shrink-0 items-center justify-center bg-sunken pt-1 text-ink-muted group-data-checked:bg-accent group-data-checked:text-on-accent [&_svg]:size-4.5">
              {choice.icon}
            </span>
          )}
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="flex flex-wrap items-center gap-2 font-medium">
              {choice.title}
              {choice.badge}
            </span>
            {choice.description === undefined ? null : (
              <span className="text-ink-muted text-sm">{choice.description}</span>
            )}
          </span>
          <span
            aria-hidden="true"
            className="mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border border-line-strong group-data-checked:border-accent"
          >
            <Radio.Indicator className="size-2.5 rounded-full bg-accent" />
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
