import { type NormalisedError, normaliseError } from './normalise-error';

export type ErrorOutline = Omit<NormalisedError, 'message' | 'cause'>;

/** What may be logged of an error whose words may quote a person or a secret of theirs: its kind and where it arose. */
export function outlineError(error: unknown): ErrorOutline {
  const { message: _message, cause: _cause, ...outline } = normaliseError(error);
  return outline;
}
