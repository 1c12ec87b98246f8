'use client';

import { Switch as BaseSwitch } from '@base-ui/react/switch';

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Needed where no Field labels it. */
  label?: string;
  disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ checked, onChange, label, disabled }: SwitchProps) {
  return (
    <BaseSwitch.Root
      // A real button rests within a disabled fieldset.
      nativeButton
      render={<button type="button" />}
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      disabled={disabled}
      className="focus-ring relative flex h-6 w-10.5 shrink-0 items-center rounded-full bg-line-strong p-0.5 transition-colors before:absolute before:-inset-2.5 before:content-[''] data-checked:bg-accent disabled:opacity-50"
    >
      <BaseSwitch.Thumb className="size-5 rounded-full bg-surface shadow-card transition-transform duration-150 data-checked:translate-x-4.5 rtl:data-checked:-translate-x-4.5" />
    </BaseSwitch.Root>
  );
}
