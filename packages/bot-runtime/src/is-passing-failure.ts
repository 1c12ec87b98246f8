import { isConnectionLost } from '@dovecote/db/open-pool';

/** Connections, then deadlocks, then a server that is full or starting. */
const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '08000',
  '08003',
  '08006',
  '40P01',
  '53000',
  '53100',
  '53200',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
]);

/** Whether the statement is not at fault: its outcome may be unknown, and a repeat makes sense. */
export function isPassingFailure(error: unknown): boolean {
  return isConnectionLost(error) || hasCode(error, (code) => passingCodes.has(code));
}

/** Somebody holds a row that the statement needs: it may go on without the item that needs it. */
function isLockTimeout(error: unknown): boolean {
  return hasCode(error, (code) => code === '55P03');
}

/** Whether one item of a shared statement may be to blame for its failure. */
export function isItemsFault(error: unknown): boolean {
  return !isPassingFailure(error) || isLockTimeout(error);
}

/** A unique key, a check, a serialisation: what was read is no longer so, and handling anew makes sense. */
const conflictCodes = new Set(['23505', '23514', '40001']);

/** Whether a write was refused because of what somebody else wrote since it was decided. */
export function isConflict(error: unknown): boolean {
  return hasCode(error, (code) => conflictCodes.has(code));
}

function hasCode(error: unknown, isIt: (code: string) => boolean): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && isIt(current.code)) return true;
  }
  return false;
}
