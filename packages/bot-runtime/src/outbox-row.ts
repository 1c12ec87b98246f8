import type { SendPolicy } from '@dovecote/modules/kit/said-call';

/** A call to Telegram as the sender holds it. */
export interface OutboxRow {
  id: number;
  updateId: string | null;
  chatId: string | null;
  method: string;
  payload: Record<string, unknown>;
  policy: SendPolicy;
  /** `sending` may go at once; `queued` must be promoted in the database first; `inline` is a webhook's own answer. */
  state: 'queued' | 'sending' | 'inline';
  attempts: number;
  /** Attempts that Telegram may have executed without our knowing, as this process has seen them. */
  lostAnswers?: number;
  /** Telegram named the chat's new id, and the call goes there. */
  isMigrated?: boolean;
  /** What of the call as it was said Telegram did not take; the rest goes alone. */
  lacks?: Record<string, unknown>;
  createdAt: Date;
  /** Telegram forbade the call before this moment, maybe to an earlier process. */
  notBefore?: Date | undefined;
}

/** A call that waits in the outbox behind others of its chat, and is read when its turn comes. */
export interface LaterCall {
  id: number;
  chatId: string;
}
