import { faqBots } from '@dovecote/db/schema/faq';
import { and, eq, gt } from 'drizzle-orm';
import type { ChatMove } from '../../kit/chat-move';
import { cutText } from '../../kit/cut-text';
import type { FaqContext } from '../faq-context';
import { readDesk } from '../knowledge/read-desk';
import { type GroupRow, groupWrite, handoverMove } from './handover-writes';
import { hashCode } from './hash-code';

/**
 * `/connect CODE` in the owner's group, or in one of its topics: questions come there from now on. The code is shown to
 * the bot's editors only, is good once and for a while.
 */
export async function connect(ctx: FaqContext): Promise<void> {
  if (ctx.contact.kind === 'private') {
    ctx.reply(ctx.t('connect.inGroup'));
    return;
  }
  const code_hash = hashCode(ctx.text);
  if (ctx.text === '' || !(await isOpenCode(ctx, code_hash))) {
    ctx.reply(ctx.t('connect.wrong'));
    return;
  }
  const { message } = ctx;
  const chat = message?.chat;
  const title = chat && 'title' in chat ? (chat.title ?? '') : '';
  ctx.write(groupWrite, {
    chat_id: ctx.contact.chatId,
    thread_id: message?.is_topic_message ? (message.message_thread_id ?? null) : null,
    title: ctx.sealer.seal(cutText(title, 255), { row: ctx.bot.id, column: 'group_title' }),
    code_hash,
    moved_to: null,
    at: ctx.clock().toISOString(),
  });
  ctx.reply(ctx.t('connect.done'));
}

async function isOpenCode(ctx: FaqContext, codeHash: string): Promise<boolean> {
  const { db, workspaceId, botId } = ctx.reader;
  const isBot = and(eq(faqBots.workspaceId, workspaceId), eq(faqBots.botId, botId));
  const found = await db
    .select({ botId: faqBots.botId })
    .from(faqBots)
    .where(and(isBot, eq(faqBots.codeHash, codeHash), gt(faqBots.codeExpiresAt, ctx.clock())));
  return found.length > 0;
}

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
  return { chat_id: chatId, thread_id: null, title: null, code_hash: null, at: ctx.clock().toISOString() };
}
