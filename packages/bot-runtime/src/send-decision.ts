import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import { isBoundToMessage } from './follow-chat';
import { jittered } from './jittered';
import type { OutboxRow } from './outbox-row';

export type SendDecision =
  | {
      kind: 'close';
      state: 'sent' | 'refused' | 'ambiguous';
      receipt?: Record<string, unknown>;
      error?: string;
      isBlocked?: boolean;
    }
  /** Send it again after `delayMs`; `isAmbiguous` if Telegram may have executed this attempt. */
  | { kind: 'retry'; delayMs: number; isAmbiguous: boolean; error: string }
  /** Telegram names the chats' flood limit: exactly this long, nothing to this chat. */
  | { kind: 'flood'; delayMs: number }
  | { kind: 'migrated'; chatId: number }
  | { kind: 'unauthorized' };

const firstRetryMs = 400;
const retryMsMax = 30_000;
/** How often a call is made whose answers say nothing, and how long it waits in between at most. */
const lostBounds = {
  /** A server that says it failed seldom did it all the same: two to four hours. */
  unavailable: { callsMax: 240, delayMsMax: 60_000 },
  /** Each of these may have arrived: half an hour to a little over one. */
  'no-answer': { callsMax: 40, delayMsMax: 120_000 },
};
/** After half a minute or so a button's spinner has ended by itself, and Telegram has forgotten the press. */
const spinnerBounds = { callsMax: 6, delayMsMax: 15_000 };

interface SentMessage {
  message_id: unknown;
  poll?: { id?: unknown };
  chat?: { id?: unknown };
}

/** What a decision needs to know of a call. */
type DecidedCall = Pick<OutboxRow, 'policy' | 'attempts' | 'isMigrated' | 'lostAnswers' | 'lacks'> &
  Partial<Pick<OutboxRow, 'method' | 'payload'>>;

/** Whether the answer leaves open what became of the call. */
export function isLost(result: TelegramResult): boolean {
  return 'maybeExecuted' in result && result.maybeExecuted;
}

/** What Telegram's answer to a call means for its outbox row, in which this attempt is counted already. */
export function decideSend(row: DecidedCall, result: TelegramResult, random: () => number): SendDecision {
  switch (result.kind) {
    case 'ok':
      return {
        kind: 'close',
        state: 'sent',
        receipt: { ...receiptOf(result.result, row.isMigrated === true), ...row.lacks },
      };
    case 'refused':
      return decideRefusal(row, result.errorCode, result.description, result.parameters.migrate_to_chat_id);
    case 'flood':
      return { kind: 'flood', delayMs: result.retryAfterSeconds * 1000 };
    case 'unauthorized':
      return { kind: 'unauthorized' };
    case 'conflict':
      return { kind: 'close', state: 'refused', error: `409 ${result.description}` };
    case 'unavailable':
    case 'no-answer': {
      const error =
        result.kind === 'unavailable' ? `${result.errorCode} ${result.description}` : `no answer: ${result.reason}`;
      if (result.maybeExecuted) return decideLost(row, result.kind, error, random);
      return { kind: 'retry', delayMs: retryDelay(row.attempts, retryMsMax, random), isAmbiguous: false, error };
    }
  }
}

/** Whether Telegram did it nobody knows: repeated by the policy, and never without end. */
function decideLost(
  row: DecidedCall,
  kind: keyof typeof lostBounds,
  error: string,
  random: () => number,
): SendDecision {
  const { callsMax, delayMsMax } = row.method === 'answerCallbackQuery' ? spinnerBounds : lostBounds[kind];
  const lostAnswers = row.lostAnswers ?? 1;
  const isOver = row.policy === 'never_twice' || lostAnswers >= callsMax;
  if (isOver) return { kind: 'close', state: 'ambiguous', error };
  return { kind: 'retry', delayMs: retryDelay(lostAnswers, delayMsMax, random), isAmbiguous: true, error };
}

function decideRefusal(
  row: DecidedCall,
  errorCode: number,
  description: string,
  migratedTo: number | undefined,
): SendDecision {
  // Once: an answer that names a new chat again and again must not be followed for ever.
  const canFollow = !row.isMigrated && !isBoundToMessage(row);
  if (migratedTo !== undefined && canFollow) return { kind: 'migrated', chatId: migratedTo };
  // The message already shows what was asked for.
  if (description.includes('message is not modified'))
    return { kind: 'close', state: 'sent', receipt: { notModified: true } };
  const isBlocked = errorCode === 403 || description.includes('chat not found');
  return { kind: 'close', state: 'refused', error: `${errorCode} ${description}`.slice(0, 300), isBlocked };
}

/** Where a call followed its chat, the receipt says to which. */
function receiptOf(result: unknown, isMigrated: boolean): Record<string, unknown> {
  if (typeof result === 'object' && result !== null && 'message_id' in result) {
    const { message_id: messageId, poll, chat } = result as SentMessage;
    const pollId = typeof poll?.id === 'string' ? { pollId: poll.id } : {};
    const chatId = isMigrated && Number.isSafeInteger(chat?.id) ? { chatId: String(chat?.id) } : {};
    return { messageId, ...pollId, ...chatId };
  }
  return { result: result === true };
}

/** Doubles with each attempt. */
function retryDelay(attempts: number, delayMsMax: number, random: () => number): number {
  return jittered(Math.min(delayMsMax, firstRetryMs * 2 ** attempts), random);
}
