'use client';

import { ArrayField } from './array-field';
import type { FieldProps } from './field-props';
import { LanguageField } from './language-field';
import { ObjectField } from './object-field';
import { ScalarField } from './scalar-field';

/** Draws one setting by what its schema says it is. */
export function SchemaField(props: FieldProps) {
  const { schema } = props;
  if (schema.type === 'array') return <ArrayField {...props} />;
  if (schema.type === 'object' && schema.propertyNames?.enum !== undefined) return <LanguageField {...props} />;
  if (schema.type === 'object') return <ObjectField {...props} />;
  return <ScalarField {...props} />;
}
