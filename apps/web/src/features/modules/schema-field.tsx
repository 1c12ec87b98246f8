'use client';

import { ArrayField } from './array-field';
import type { FieldProps } from './field-props';
import { LanguageField } from './language-field';
import { ObjectFields } from './object-fields';
import { ScalarField } from './scalar-field';
import { isRecord } from './schema-node';

/** Draws one setting by what its schema says it is. */
export function SchemaField(props: FieldProps) {
  const { schema, value } = props;
  if (schema.type === 'array') return <ArrayField {...props} />;
  if (schema.type === 'object' && schema.propertyNames?.enum !== undefined) return <LanguageField {...props} />;
  if (schema.type === 'object') return <ObjectFields {...props} value={isRecord(value) ? value : {}} />;
  return <ScalarField {...props} />;
}
