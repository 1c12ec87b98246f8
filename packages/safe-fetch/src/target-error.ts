import { AppError, type ErrorCode } from '@dovecote/errors/app-error';

/** A failure of one address that a customer gave; nothing of what it said is in the words or the cause. */
export function targetError(
  code: Extract<ErrorCode, 'VALIDATION_FAILED' | 'UNAVAILABLE'>,
  field: string,
  words: string,
  cause?: { code: string | undefined },
): AppError {
  return new AppError(code, `${field} ${words}.`, { fields: { [field]: words }, cause });
}
