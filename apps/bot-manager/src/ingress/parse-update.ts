import type { QuarantineReason } from '@dovecote/db/schema/quarantine';
import type { Update } from 'grammy/types';

const depthMax = 64;

export type ParsedUpdate =
  | { kind: 'update'; update: Update }
  /** Not JSON, nested beyond reason, or JSON without an update's id. */
  | { kind: 'junk'; reason: QuarantineReason };

/** The update in a webhook body. */
export function parseUpdate(body: string): ParsedUpdate {
  if (isTooDeep(body)) return { kind: 'junk', reason: 'too_deep' };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'junk', reason: 'not_json' };
  }
  const isUpdate =
    typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id);
  return isUpdate ? { kind: 'update', update: value as Update } : { kind: 'junk', reason: 'not_an_update' };
}

/** A bound, not a parser. */
function isTooDeep(body: string): boolean {
  if (countOf(body, '{') + countOf(body, '[') <= depthMax) return false;
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

function countOf(body: string, sign: string): number {
  let count = 0;
  for (let at = body.indexOf(sign); at >= 0; at = body.indexOf(sign, at + 1)) count += 1;
  return count;
}
