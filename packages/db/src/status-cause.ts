/** Why a bot is as its manager found it, as data: whoever shows it says it in the reader's language. */
export type StatusCause =
  /** Telegram leaves calls without an answer; `detail` is what the connection said, if it said anything. */
  | { code: 'unanswered'; detail: string | null }
  /** Somebody else gets the updates: by a webhook at this host, or by polling with the bot's token if there is none. */
  | { code: 'taken'; host: string | null }
  /** The webhook is ours, and Telegram says why it cannot deliver to it. */
  | { code: 'undelivered'; pending: number; error: string }
  /** Telegram refused the address of the webhook. */
  | { code: 'address_refused'; error: string }
  | { code: 'token_refused' }
  /** Our own fault while receiving. */
  | { code: 'receiving_failed' };
