import type { ChatMember } from 'grammy/types';
import { contactWrite } from '../../kit/contact-writes';
import { contactNote } from '../contact-note';
import type { CoreContext } from '../core-context';

/** Notes who blocked the bot or let it in, and greets a group it was added to. */
export function membership(ctx: CoreContext): void {
  const change = ctx.update.my_chat_member;
  if (!change) return;
  const isInside = isMember(change.new_chat_member);
  ctx.write(contactWrite, { ...contactNote(ctx), blocked: !isInside });
  const isGroup = change.chat.type === 'group' || change.chat.type === 'supergroup';
  if (isGroup && isInside && !isMember(change.old_chat_member)) {
    ctx.reply(ctx.t('greeting.group', { bot: ctx.bot.name }));
  }
}

function isMember(member: ChatMember): boolean {
  return member.status === 'restricted' ? member.is_member : !['left', 'kicked'].includes(member.status);
}
