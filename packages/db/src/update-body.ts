/**
 * What `updates.body` holds, sealed: the update as it came, or, if calls were committed together with it, a list of it and
 * what each call says, by their positions. One sealed text costs half of two.
 */
export interface UpdateBody {
  update: unknown;
  payloads: readonly unknown[];
}

/** `update` and `payloads` are JSON each; an update is never a list itself. */
export function joinBody(update: string, payloads: readonly string[]): string {
  return payloads.length === 0 ? update : `[${[update, ...payloads].join(',')}]`;
}

/** `body` is the opened text, parsed. */
export function splitBody(body: unknown): UpdateBody {
  if (!Array.isArray(body)) return { update: body, payloads: [] };
  const [update, ...payloads] = body as unknown[];
  return { update, payloads };
}
