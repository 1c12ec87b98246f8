import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';

/** Whether there is a person to ask; the people in the owner's group ask each other. */
export function canHandOver(ctx: FaqContext, { group }: Desk): boolean {
  return ctx.settings.isHandedOver && group?.isReached === true && group.chatId !== ctx.contact.chatId;
}
