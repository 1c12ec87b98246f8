'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps } from 'react';
import { type ButtonStyleProps, buttonStyles } from './button-styles';
import { Spinner } from './spinner';

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  ButtonStyleProps & { isLoading?: boolean; className?: string };

/** A button; while loading it keeps focus, refuses presses and shows a ring. */
export function Button({
  tone,
  size,
  isBlock,
  isLoading = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={disabled === true || isLoading}
      focusableWhenDisabled={isLoading}
      aria-busy={isLoading || undefined}
      className={buttonStyles({ tone, size, isBlock, className })}
    >
      {isLoading ? <Spinner /> : null}
      {children}
    </BaseButton>
  );
}
