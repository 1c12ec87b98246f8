import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';

/**
 * Whether there is a person to ask, and a way to tell what they say: later answers know no direct messages of a channel. The
 * people in the owner's group ask each other.
 */
export function canHandOver(ctx: FaqContext, { group }: Desk): boolean {
  if (ctx.message?.direct_messages_topic !== undefined) return false;
  return ctx.settings.isHandedOver && group?.isReached === true && group.chatId !== ctx.contact.chatId;
}
