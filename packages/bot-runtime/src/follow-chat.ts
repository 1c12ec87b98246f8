import type { OutboxRow } from './outbox-row';

type Call = Pick<OutboxRow, 'method' | 'payload'>;

/** Whether the call is about a message of its chat and is nothing without it; an edit can go as a new message. */
export function isBoundToMessage({ method, payload = {} }: Partial<Call>): boolean {
  return namesMessage(payload) && method !== 'editMessageText';
}

/**
 * The call as it goes to the supergroup that its group became. The ids of the group's messages are those of other messages
 * there: what edited a message is sent anew, and nothing is a reply.
 */
export function followChat({ method, payload }: Call, chatId: number): Call & Pick<OutboxRow, 'isMigrated'> {
  const { reply_parameters: _, ...followed } = payload;
  if (!namesMessage(payload)) return { method, payload: { ...followed, chat_id: chatId }, isMigrated: true };
  const { message_id: _edited, ...anew }: OutboxRow['payload'] = followed;
  return { method: 'sendMessage', payload: { ...anew, chat_id: chatId }, isMigrated: true };
}

/** What is copied or forwarded stands in the chat it comes from. */
function namesMessage({ message_id: id, message_ids: ids, from_chat_id: from }: OutboxRow['payload']): boolean {
  return (id !== undefined || ids !== undefined) && from === undefined;
}
