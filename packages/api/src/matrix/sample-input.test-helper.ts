import { newId } from '@dovecote/db/new-id';
import { z } from 'zod';

interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  default?: unknown;
}

/** By the name of their field, for what a schema cannot say. */
export type Values = Readonly<Record<string, unknown>>;

const byName: Values = {
  email: 'somebody@example.com',
  password: 'violet-kettle-orbit-47',
  token: '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  url: 'https://example.com/hook',
  reason: 'The matrix asks',
  role: 'viewer',
  username: 'nobodys_absent_bot',
};

/** An input the schema takes, with `id` wherever the name of a field says that it is one; `values` by field go first. */
export function sampleInput(schema: z.ZodType | undefined, id: string, values: Values = {}): unknown {
  if (schema === undefined) return undefined;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
  return sample(json as JsonSchema, '', id, { ...byName, ...values });
}

/** Whether an input names something by its id. */
export function takesId(schema: z.ZodType | undefined): boolean {
  if (schema === undefined) return false;
  const mark = newId('bot');
  return JSON.stringify(sampleInput(schema, mark) ?? null).includes(mark);
}

function sample(schema: JsonSchema, name: string, id: string, values: Values): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.length) return schema.enum.includes(values[name]) ? values[name] : schema.enum[0];
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants?.length) return sample(variants.find(({ type }) => type !== 'null') ?? {}, name, id, values);
  if (schema.allOf?.length) return Object.assign({}, ...schema.allOf.map((part) => sample(part, name, id, values)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) {
    const required = schema.required ?? [];
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        // A change of nothing is refused before anybody asks who wants it.
        .filter(([field]) => required.includes(field) || field === 'name')
        .map(([field, value]) => [field, sample(value, field, id, values)]),
    );
  }
  if (type === 'array') return schema.items ? [sample(schema.items, name, id, values)] : [];
  if (type === 'integer' || type === 'number') return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
  if (type === 'boolean') return true;
  if (type === 'string') return sampleText(schema, name, id, values);
  return null;
}

function sampleText(schema: JsonSchema, name: string, id: string, values: Values): string {
  if (/^id$|Id$/.test(name)) return id;
  const known = values[name];
  if (typeof known === 'string') return known;
  if (schema.format === 'date-time') return new Date(0).toISOString();
  if (schema.format === 'email') return 'somebody@example.com';
  if (schema.format === 'uri') return 'https://example.com/hook';
  return 'sample text'.padEnd(schema.minLength ?? 0, 'x');
}
