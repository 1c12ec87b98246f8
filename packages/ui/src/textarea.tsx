'use client';

import { Field } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { controlStyles } from './control-styles';

/** A many-line text control; grows with its content where the browser can. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Field.Control
      render={
        <textarea
          {...rest}
          dir={rest.dir ?? 'auto'}
          className={controlStyles({ kind: 'area', className: `field-sizing-content max-h-96 ${className ?? ''}` })}
        />
      }
    />
  );
}
