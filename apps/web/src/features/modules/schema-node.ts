import * as z from 'zod/mini';

export interface SchemaNode {
  type?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  format?: string | undefined;
  enum?: string[] | undefined;
  default?: unknown;
  properties?: Record<string, SchemaNode> | undefined;
  required?: string[] | undefined;
  items?: SchemaNode | undefined;
  propertyNames?: { enum?: string[] | undefined } | undefined;
  maxItems?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
}

const node: z.ZodMiniType<SchemaNode> = z.lazy(() =>
  z.object({
    type: z.optional(z.string()),
    title: z.optional(z.string()),
    description: z.optional(z.string()),
    format: z.optional(z.string()),
    enum: z.optional(z.array(z.string())),
    default: z.optional(z.unknown()),
    properties: z.optional(z.record(z.string(), node)),
    required: z.optional(z.array(z.string())),
    items: z.optional(node),
    propertyNames: z.optional(z.object({ enum: z.optional(z.array(z.string())) })),
    maxItems: z.optional(z.number()),
    maxLength: z.optional(z.number()),
    minimum: z.optional(z.number()),
    maximum: z.optional(z.number()),
  }),
);

/** The part of JSON Schema that a settings form is drawn from. Throws for what is no schema. */
export function readSchema(schema: unknown): SchemaNode {
  return node.parse(schema);
}

/** What a fresh entry holds. */
export function blankValue(schema: SchemaNode): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.type === 'array') return [];
  if (schema.type === 'boolean') return false;
  if (schema.type === 'object') {
    const required = (schema.required ?? []).map((key) => [key, blankValue(schema.properties?.[key] ?? {})] as const);
    return Object.fromEntries(required);
  }
  if (schema.enum !== undefined) return schema.enum[0];
  return schema.type === 'number' || schema.type === 'integer' ? (schema.minimum ?? 0) : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
