import type { Message } from 'grammy/types';

/** The forum topic a message stands in; null outside of one. */
export function topicOf(message: Message | undefined): number | null {
  return message?.is_topic_message ? (message.message_thread_id ?? null) : null;
}

/** The topic as Telegram's methods take it. */
export function inTopic(threadId: number | null | undefined): { message_thread_id?: number } {
  return threadId == null ? {} : { message_thread_id: threadId };
}

/**
 * The direct messages a message of a channel's reader stands in, as Telegram's methods take it. Each reader has a topic
 * there, and nothing is sent to that chat without one. Only the answer to that very message knows it.
 * @see https://core.telegram.org/bots/api#directmessagestopic
 */
export function inDirectMessages(message: Message | undefined): { direct_messages_topic_id?: number } {
  const topicId: unknown = message?.direct_messages_topic?.topic_id;
  return typeof topicId === 'number' ? { direct_messages_topic_id: topicId } : {};
}
