import { faqBots } from '@dovecote/db/schema/faq';
import { and, eq, gt } from 'drizzle-orm';
import { cutText } from '../../kit/cut-text';
import type { FaqContext } from '../faq-context';
import { groupWrite } from './handover-writes';
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
    const at = ctx.clock().toISOString();
    ctx.write(groupWrite, { chat_id: ctx.contact.chatId, thread_id: null, title: null, code_hash: null, at });
  }
  return 'pass';
}
