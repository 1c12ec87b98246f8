import { HttpError } from 'grammy';

export type NoAnswerReason = 'no-connection' | 'timeout' | 'aborted' | 'reset' | 'cut' | 'garbage' | 'too-large';

/**
 * A call without a usable answer. It keeps no cause: the causes of HTTP clients quote the address, and a Bot API
 * address holds the token.
 */
export class NoAnswerError extends HttpError {
  readonly method: string;
  readonly reason: NoAnswerReason;
  readonly maybeExecuted: boolean;

  constructor(method: string, reason: NoAnswerReason, maybeExecuted: boolean) {
    super(`No answer to '${method}': ${reason}`, reason);
    this.name = 'NoAnswerError';
    this.method = method;
    this.reason = reason;
    this.maybeExecuted = maybeExecuted;
  }
}
