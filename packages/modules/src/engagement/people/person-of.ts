import type { EngagementContext } from '../engagement-context';

/**
 * Whose points an update is about. Null in a channel, and for anonymous admins and people who write as a channel: Telegram
 * names one bot for all of those.
 */
export function personOf({ contact, from }: EngagementContext): string | null {
  return from?.is_bot ? null : contact.userId;
}
