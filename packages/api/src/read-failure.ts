import { AppError, toAppError } from '@dovecote/errors/app-error';
import { isDatabaseDown } from '@dovecote/services/is-database-down';

/** What may be shown of a failure; a database that restarts is a matter of seconds, not of our code. */
export function readFailure(error: unknown): AppError {
  if (error instanceof AppError || !isDatabaseDown(error)) return toAppError(error);
  const words =
    'The database cannot be reached at this moment. Try again in a few seconds; a change that was not confirmed may have been saved.';
  return new AppError('UNAVAILABLE', words, { cause: error, retryAfterSeconds: 2 });
}
