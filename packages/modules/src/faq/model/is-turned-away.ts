/** What a connection that was never made fails with. */
const unconnected = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  // What the guarded door says of an address it does not open.
  'VALIDATION_FAILED',
]);
const causesMax = 5;

/**
 * Whether an endpoint answered with an error in place of a stream, or was never reached: then it took no tokens. What
 * broke off after it took the request may have cost all of them.
 */
export function isTurnedAway(error: unknown): boolean {
  let cause = error as { statusCode?: unknown; code?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; cause && depth < causesMax; depth += 1) {
    if (typeof cause.statusCode === 'number') return cause.statusCode >= 400;
    if (typeof cause.code === 'string' && unconnected.has(cause.code)) return true;
    cause = cause.cause as typeof cause;
  }
  return false;
}
