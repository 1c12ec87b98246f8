import type { Update } from 'grammy/types';

const depthMax = 64;

/** The update in a webhook body, or null if it is none: not JSON, without an id, or nested beyond reason. */
export function parseUpdate(body: string): Update | null {
  if (isTooDeep(body)) return null;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('update_id' in value)) return null;
  return Number.isSafeInteger(value.update_id) ? (value as Update) : null;
}

/** Counts brackets, also those inside strings: a bound, not a parser. */
function isTooDeep(body: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < body.length; index += 1) {
    const code = body.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
