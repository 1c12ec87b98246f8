'use client';

import type { FieldProps } from './field-props';

type ObjectFieldsProps = Omit<FieldProps, 'value'> & { value: Record<string, unknown> };

/** The settings of an object, in the order its schema gives. */
export function ObjectFields({ schema, path, value, onChange, problems, Field }: ObjectFieldsProps) {
  const change = (key: string, next: unknown) => {
    const { [key]: _old, ...rest } = value;
    onChange(next === undefined ? rest : { ...value, [key]: next });
  };
  return (
    <div className="flex flex-col gap-5">
      {Object.entries(schema.properties ?? {}).map(([key, child]) => (
        <Field
          key={key}
          schema={child}
          path={path === '' ? key : `${path}.${key}`}
          value={value[key] ?? child.default}
          onChange={(next) => change(key, next)}
          problems={problems}
          Field={Field}
          isRequired={schema.required?.includes(key) === true}
        />
      ))}
    </div>
  );
}
