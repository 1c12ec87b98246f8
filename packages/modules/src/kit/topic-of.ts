import type { Message } from 'grammy/types';

/** The forum topic a message stands in; null outside of one. */
export function topicOf(message: Message | undefined): number | null {
  return message?.is_topic_message ? (message.message_thread_id ?? null) : null;
}

/** The topic as Telegram's methods take it. */
export function inTopic(threadId: number | null | undefined): { message_thread_id?: number } {
  return threadId == null ? {} : { message_thread_id: threadId };
}
