import type { Logger } from './logger';

const everyMs = 60_000;
/** Kinds of failure that are told apart; there are few. */
const kindsMax = 32;

/**
 * Warns of a trouble that may come many times a second for as long as a database or a queue is away: at once, and then
 * once a minute for each kind of failure, with how many of its warnings were left out before.
 */
export function warnSeldom(
  logger: Logger,
  message: string,
  nowMs = () => performance.now(),
): (err: unknown, fields?: object) => void {
  const told = new Map<string, { atMs: number; leftOut: number }>();
  return (err, fields = {}) => {
    const kind = kindOf(err);
    const last = told.get(kind);
    if (last && nowMs() - last.atMs < everyMs) {
      last.leftOut += 1;
      return;
    }
    if (told.size >= kindsMax) told.clear();
    told.set(kind, { atMs: nowMs(), leftOut: 0 });
    logger.warn({ err, ...fields, ...(last && last.leftOut > 0 && { leftOut: last.leftOut }) }, message);
  };
}

/** The code of what failed first, else its name. */
function kindOf(error: unknown): string {
  let kind = '';
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    kind = 'code' in current ? String(current.code) : current.name;
  }
  return kind;
}
