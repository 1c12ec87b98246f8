import type { StatusCause } from '@dovecote/db/status-cause';

/** A cause in plain English, for answers, events and mails. */
export function causeWords(cause: StatusCause): string {
  switch (cause.code) {
    case 'unanswered': {
      const detail = cause.detail === null ? '' : ` (${cause.detail})`;
      return `Telegram does not answer this bot${detail}. Its messages wait; we keep trying, nothing is lost.`;
    }
    case 'taken':
      return cause.host === null
        ? 'Another program is fetching this bot’s updates with its token; what it takes does not reach us. Stop it there, or have @BotFather revoke the token and rotate it here; we keep trying.'
        : `A webhook at ${cause.host} receives this bot’s updates. Stop it there, or repair to bring them back here; we keep trying.`;
    case 'undelivered':
      return `Telegram cannot deliver to us (${cause.error}); ${cause.pending} updates wait there. Check that PUBLIC_URL can be reached, then repair the webhook.`;
    case 'address_refused':
      return `Telegram refused our address: ${cause.error}. Check PUBLIC_URL, then start again.`;
    case 'token_refused':
      return 'Telegram no longer accepts the token. Get the current one from @BotFather and rotate it here.';
    case 'receiving_failed':
      return 'Something went wrong on our side while receiving. We keep trying.';
  }
}
