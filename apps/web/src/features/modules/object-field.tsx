'use client';

import type { FieldProps } from './field-props';
import { ObjectFields } from './object-fields';
import { isRecord } from './schema-node';
import { useSchemaWords } from './use-schema-words';

/** Settings that belong together, under what they are called. */
export function ObjectField(props: FieldProps) {
  const words = useSchemaWords();
  const { schema, value, path } = props;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">{words(schema.title ?? path)}</legend>
      {schema.description === undefined ? null : (
        <p className="-mt-1 text-[0.8125rem] text-ink-muted">{words(schema.description)}</p>
      )}
      <ObjectFields {...props} value={isRecord(value) ? value : {}} />
    </fieldset>
  );
}
