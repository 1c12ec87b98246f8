import type { ChatMove } from '../../kit/chat-move';
import type { FaqContext } from '../faq-context';
import { readDesk } from '../knowledge/read-desk';
import { type GroupRow, groupWrite, handoverMove } from './handover-writes';

/** The bot was removed from a chat: nothing is sent there any more. */
export function leaveGroup(ctx: FaqContext): 'pass' {
  const status = ctx.update.my_chat_member?.new_chat_member.status;
  if (ctx.contact.kind !== 'private' && (status === 'left' || status === 'kicked')) {
    ctx.write(groupWrite, { ...changeOf(ctx, ctx.contact.chatId), moved_to: null });
  }
  return 'pass';
}

/** The group became a supergroup: what waits for a reply is asked there again, as its old messages stay behind. */
export async function followGroup(ctx: FaqContext, { from, to }: ChatMove): Promise<void> {
  ctx.write(handoverMove, { from_chat_id: from, to_chat_id: to });
  const { group } = await readDesk(ctx.reader);
  if (group?.chatId !== from) return;
  ctx.write(groupWrite, { ...changeOf(ctx, from), moved_to: to });
  ctx.schedule('askAgain', { key: to, chatId: to, runAt: ctx.clock() });
}

function changeOf(ctx: FaqContext, chatId: string): Omit<GroupRow, 'moved_to'> {
  return {
    chat_id: chatId,
    thread_id: null,
    title: null,
    code_hash: null,
    is_refused: false,
    at: ctx.clock().toISOString(),
  };
}
