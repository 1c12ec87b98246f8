'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import { type ComponentProps, useSyncExternalStore } from 'react';
import { type ButtonStyleProps, buttonStyles } from './button-styles';
import { Spinner } from './spinner';

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  ButtonStyleProps & { isLoading?: boolean; className?: string };

const never = () => () => undefined;

/**
 * A button; while loading it keeps focus, refuses presses and shows a ring. One that submits waits for the page's
 * script: sent before it runs, a form would write what is in it into the address.
 */
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
  const isRunning = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={disabled === true || isLoading || (rest.type === 'submit' && !isRunning)}
      focusableWhenDisabled={isLoading}
      aria-busy={isLoading || undefined}
      className={buttonStyles({ tone, size, isBlock, className })}
    >
      {isLoading ? <Spinner /> : null}
      {children}
    </BaseButton>
  );
}
