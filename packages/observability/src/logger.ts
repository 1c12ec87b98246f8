import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { normaliseError } from './normalise-error';
import { scrub } from './scrub';

export type Logger = PinoLogger;

export interface LoggerSettings {
  name: string;
  /** One of pino's levels, or `silent`. */
  level: string;
  /** Standard output by default. */
  destination?: DestinationStream;
}

/** A JSON-lines logger whose every line passes the scrubber as a whole; errors under `err` are normalised first. */
export function createLogger({ name, level, destination }: LoggerSettings): Logger {
  const options = {
    name,
    level,
    base: { pid: process.pid },
    serializers: { err: normaliseError, error: normaliseError },
    hooks: { streamWrite: scrub },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
