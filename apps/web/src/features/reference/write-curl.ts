import { resolveSchema } from './list-fields';
import type { ApiCall, Json } from './open-api';

function sampleOf(schema: unknown, schemas: Record<string, Json>, depth = 0): unknown {
  const found = resolveSchema(schema, schemas);
  if (found.default !== undefined) return found.default;
  if (Array.isArray(found.enum)) return found.enum[0];
  if (Array.isArray(found.anyOf)) return sampleOf(found.anyOf[0], schemas, depth);
  if (found.type === 'object' && typeof found.properties === 'object' && found.properties !== null) {
    const required = Array.isArray(found.required) ? found.required : [];
    const entries = Object.entries(found.properties).filter(([key]) => required.includes(key) && depth < 3);
    return Object.fromEntries(entries.map(([key, child]) => [key, sampleOf(child, schemas, depth + 1)]));
  }
  if (found.type === 'integer' || found.type === 'number') return found.minimum ?? 1;
  if (found.type === 'boolean') return true;
  if (found.type === 'array') return [];
  return found.type === 'object' ? {} : '…';
}

/** A call as one would type it in a terminal; only what is required stands in its body. */
export function writeCurl(call: ApiCall, schemas: Record<string, Json>, origin: string): string {
  const body = call.requestBody?.content['application/json']?.schema;
  const lines = [`curl${call.method === 'GET' ? '' : ` -X ${call.method}`} '${origin}${call.path}'`];
  if (call.security !== undefined && call.security.length > 0) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(sampleOf(body, schemas))}'`);
  }
  return lines.join(' \\\n  ');
}
