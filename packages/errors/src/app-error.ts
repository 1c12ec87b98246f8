/** The closed list of things that can go wrong, shared by every transport. */
export const errorCodes = [
  'BAD_REQUEST',
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'INVALID_CREDENTIALS',
  'OTP_REQUIRED',
  'TOKEN_REUSED',
  'SECOND_FACTOR_REQUIRED',
  'STEP_UP_REQUIRED',
  'FORBIDDEN',
  'PLAN_LIMIT',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'EMAIL_IN_USE',
  'TOKEN_IN_USE',
  'TOKEN_MALFORMED',
  'TOKEN_REJECTED',
  'TOKEN_MISMATCH',
  'BOT_SUSPENDED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'TELEGRAM_UNAVAILABLE',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorOptions {
  cause?: unknown;
  /** What is wrong with each input field, by its path. */
  fields?: Record<string, string>;
  /** When a retry may succeed, in seconds. */
  retryAfterSeconds?: number;
}

const brand = Symbol.for('dovecote.AppError');

/** A failure a person can be told about: the message is safe to show and says what to do. */
export class AppError extends Error {
  /** Pages and server are bundled apart, each with a copy of this class; an error of either is an AppError. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A failure as every transport may show it: an unknown error never shows its own text. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('INTERNAL', 'Something went wrong on our side. Try again; the request id helps us find it.', {
    cause: error,
  });
}
