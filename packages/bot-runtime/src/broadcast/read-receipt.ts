import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import { decideSend } from '../send-decision';
import type { Receipt } from './broadcast-store';
import type { Recipient } from './recipient-queue';

export interface BulkOutcome {
  receipt: Pick<Receipt, 'state' | 'attempts' | 'messageId' | 'error' | 'isBlocked'>;
  /** The recipient waits again, for so long; null if it is closed. */
  againAfterMs: number | null;
  /** Telegram set that wait, so it outlives the process. */
  isForbidden: boolean;
  isUnauthorized: boolean;
}

/** What an answer means for a recipient, who is never sent anything twice. Counts the attempt and follows a moved chat. */
export function readReceipt(recipient: Recipient, result: TelegramResult, random: () => number): BulkOutcome {
  recipient.attempts += 1;
  const { attempts } = recipient;
  const isMigrated = recipient.movedTo !== undefined;
  const decision = decideSend({ policy: 'never_twice', attempts, isMigrated }, result, random);
  const again = (againAfterMs: number, error?: string, isForbidden = false): BulkOutcome => ({
    receipt: { state: 'waiting', attempts, error },
    againAfterMs,
    isForbidden,
    isUnauthorized: decision.kind === 'unauthorized',
  });
  switch (decision.kind) {
    case 'close': {
      const { state, error, isBlocked } = decision;
      const receipt = {
        state,
        attempts,
        messageId: messageIdOf(decision.receipt),
        error: error?.slice(0, 300),
        isBlocked,
      };
      return { receipt, againAfterMs: null, isForbidden: false, isUnauthorized: false };
    }
    case 'flood':
      return again(decision.delayMs, '429 Too Many Requests', true);
    case 'retry':
      return again(decision.delayMs, decision.error.slice(0, 300));
    case 'migrated':
      recipient.movedTo = decision.chatId;
      return again(0);
    case 'unauthorized':
      return again(0, '401 Unauthorized');
  }
}

function messageIdOf(receipt: Record<string, unknown> | undefined): number | undefined {
  const messageId = receipt?.messageId;
  return Number.isSafeInteger(messageId) ? (messageId as number) : undefined;
}
