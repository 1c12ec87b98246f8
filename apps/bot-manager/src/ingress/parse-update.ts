import type { QuarantineReason } from '@dovecote/db/schema/quarantine';
import { isTooDeep } from '@dovecote/services/is-too-deep';
import type { Update } from 'grammy/types';

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
