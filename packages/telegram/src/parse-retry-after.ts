/** What is refused now is refused a millisecond later too. */
const secondsMin = 1;
/** A longer wait is asked for again when this one is over. */
const secondsMax = 86_400;

/**
 * Seconds to wait after a 429: from `parameters.retry_after`, else the header, else the sentence, else 1. Never less
 * than a second and never more than a day, whatever a server says.
 */
export function parseRetryAfter(parameters: unknown, header: string | undefined, description: string): number {
  const inParameters =
    typeof parameters === 'object' && parameters !== null && 'retry_after' in parameters
      ? parameters.retry_after
      : undefined;
  const inSentence = /retry after (\d+(?:\.\d+)?)/i.exec(description)?.[1];
  for (const candidate of [inParameters, header, inSentence]) {
    const seconds = readSeconds(candidate);
    if (seconds !== null) return seconds;
  }
  return 1;
}

function readSeconds(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  if (typeof value === 'string' && value.trim() === '') return null;
  const seconds = Number(value);
  return seconds >= 0 ? Math.min(secondsMax, Math.max(secondsMin, seconds)) : null;
}
