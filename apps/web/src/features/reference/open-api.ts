import * as z from 'zod/mini';

const json = z.record(z.string(), z.unknown());

const content = z.record(z.string(), z.object({ schema: z.optional(json) }));

const operation = z.object({
  tags: z._default(z.array(z.string()), ['Other']),
  summary: z._default(z.string(), ''),
  description: z.optional(z.string()),
  security: z.optional(z.array(json)),
  parameters: z._default(
    z.array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z._default(z.boolean(), false),
        description: z.optional(z.string()),
        schema: z._default(json, {}),
      }),
    ),
    [],
  ),
  requestBody: z.optional(z.object({ content })),
  responses: z.record(z.string(), z.object({ description: z.optional(z.string()), content: z.optional(content) })),
});

const document = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z._default(z.object({ schemas: z._default(z.record(z.string(), json), {}) }), { schemas: {} }),
});

export type Json = z.output<typeof json>;

export interface ApiCall extends z.output<typeof operation> {
  id: string;
  method: string;
  path: string;
}

export interface ApiDocument {
  version: string;
  groups: { name: string; calls: ApiCall[] }[];
  schemas: Record<string, Json>;
}

/** The calls of an OpenAPI document by their groups. Throws for what is no such document. */
export function readOpenApi(value: unknown): ApiDocument {
  const { info, paths, components } = document.parse(value);
  const groups = new Map<string, ApiCall[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, one] of Object.entries(methods)) {
      const call = { ...one, id: `${method}${path.replace(/[^a-z0-9]+/gi, '-')}`, method: method.toUpperCase(), path };
      const name = one.tags[0] ?? 'Other';
      groups.set(name, [...(groups.get(name) ?? []), call]);
    }
  }
  return {
    version: info.version,
    schemas: components.schemas,
    groups: [...groups].map(([name, calls]) => ({ name, calls })),
  };
}
