import { scrub } from './scrub';

export interface NormalisedError {
  name: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: NormalisedError;
}

const causesMax = 5;
const messageLengthMax = 1_000;

/**
 * What may be logged of an error: never its payload, input or query parameters, and everything scrubbed. Drivers and
 * HTTP clients hang the request, with the token in its address, onto their errors.
 */
export function normaliseError(error: unknown, depth = 0): NormalisedError {
  if (!(error instanceof Error)) return { name: 'NonError', message: cleanMessage(String(error)) };
  const normalised: NormalisedError = { name: error.name, message: cleanMessage(error.message) };
  const code = readCode(error);
  if (code !== undefined) normalised.code = code;
  const frames = readFrames(error.stack);
  if (frames !== '') normalised.stack = frames;
  if (error.cause !== undefined && depth < causesMax) normalised.cause = normaliseError(error.cause, depth + 1);
  return normalised;
}

/** Drizzle appends the parameters of a failed query to its message. */
function cleanMessage(message: string): string {
  return scrub(message.replace(/\nparams:[\s\S]*$/, '')).slice(0, messageLengthMax);
}

function readCode(error: Error): string | number | undefined {
  const code = 'code' in error ? error.code : 'error_code' in error ? error.error_code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/** Frames only: a stack begins with the message, which was cleaned apart. */
function readFrames(stack: string | undefined): string {
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return scrub(frames.join('\n'));
}
