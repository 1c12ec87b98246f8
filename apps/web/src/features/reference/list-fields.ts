import type { Json } from './open-api';

export interface FieldLine {
  name: string;
  type: string;
  notes: string;
  isRequired: boolean;
}

const depthMax = 3;
const refPrefix = '#/components/schemas/';

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows a reference into the document's own schemas. */
export function resolveSchema(schema: unknown, schemas: Record<string, Json>): Json {
  if (!isJson(schema)) return {};
  const ref = typeof schema.$ref === 'string' ? schema.$ref : '';
  return ref.startsWith(refPrefix) ? (schemas[ref.slice(refPrefix.length)] ?? {}) : schema;
}

/** A schema's type in a word or two. */
export function typeName(schema: unknown, schemas: Record<string, Json>): string {
  const found = resolveSchema(schema, schemas);
  if (Array.isArray(found.enum)) return found.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (found.const !== undefined) return JSON.stringify(found.const);
  const choices = found.anyOf ?? found.oneOf;
  if (Array.isArray(choices)) return [...new Set(choices.map((choice) => typeName(choice, schemas)))].join(' | ');
  if (found.type === 'array') return `${typeName(found.items, schemas)}[]`;
  return Array.isArray(found.type) ? found.type.join(' | ') : String(found.type ?? 'any');
}

const bounds = [
  ['minimum', '≥ '],
  ['maximum', '≤ '],
  ['minLength', 'length ≥ '],
  ['maxLength', 'length ≤ '],
  ['default', 'default '],
  ['format', ''],
] as const;

export function notesOf(schema: unknown, schemas: Record<string, Json>): string {
  const found = resolveSchema(schema, schemas);
  const parts = bounds.flatMap(([key, words]) => (found[key] === undefined ? [] : [`${words}${String(found[key])}`]));
  const words = typeof found.description === 'string' ? [found.description] : [];
  return [...words, ...parts].join(' · ');
}

/** Every field of an object, those within it named by their path. */
export function listFields(schema: unknown, schemas: Record<string, Json>, prefix = '', depth = 0): FieldLine[] {
  const found = resolveSchema(schema, schemas);
  const inner = found.type === 'array' ? resolveSchema(found.items, schemas) : found;
  const start = found.type === 'array' ? `${prefix}[]` : prefix;
  if (!isJson(inner.properties) || depth >= depthMax) return [];
  const required = Array.isArray(inner.required) ? inner.required : [];
  return Object.entries(inner.properties).flatMap(([key, child]) => {
    const name = start === '' ? key : `${start}.${key}`;
    const line = {
      name,
      type: typeName(child, schemas),
      notes: notesOf(child, schemas),
      isRequired: required.includes(key),
    };
    return [line, ...listFields(child, schemas, name, depth + 1)];
  });
}
