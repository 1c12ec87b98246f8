'use client';

import { Field } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { controlStyles } from './control-styles';

type InputProps = Omit<ComponentProps<'input'>, 'defaultValue'> & { defaultValue?: string | number; isCode?: boolean };

/** A one-line text control; inside a Field it is labelled and described by it. */
export function Input({ isCode = false, className, ...rest }: InputProps) {
  return (
    <Field.Control
      {...rest}
      dir={rest.dir ?? 'auto'}
      className={controlStyles({ kind: isCode ? 'code' : 'line', className })}
    />
  );
}
