import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';
import { canHandOver } from './can-hand-over';
import { handoverWrite } from './handover-writes';

/** Puts a question to the owner's group; a reply to it finds its way back. False where there is no group. */
export function handOver(
  ctx: FaqContext,
  desk: Desk,
  { question, hash, askedBy }: { question: string; hash: string; askedBy?: string | undefined },
): boolean {
  if (!canHandOver(ctx, desk)) return false;
  const { group } = desk;
  if (group === null) return false;
  const id = `${ctx.update.update_id}-${hash.slice(0, 12)}`;
  ctx.write(handoverWrite, {
    id,
    external_id: askedBy ?? ctx.contact.userId ?? ctx.contact.chatId,
    chat_id: ctx.contact.chatId,
    question_hash: hash,
    question: ctx.sealer.seal(question, { row: `${ctx.bot.id}/${id}`, column: 'handover' }),
    language: ctx.contact.language,
    asked_at: ctx.clock().toISOString(),
  });
  const t = ctx.translateIn(String(ctx.settingsOf('core')?.defaultLanguage ?? 'en'));
  const head = t('desk.asked');
  ctx.send(
    'sendMessage',
    {
      chat_id: Number(group.chatId),
      ...(group.threadId === null ? {} : { message_thread_id: group.threadId }),
      text: `${head}\n${question}\n${t('desk.howTo')}`,
      entities: [{ type: 'blockquote', offset: head.length + 1, length: question.length }],
    },
    { ref: `handover:${id}` },
  );
  return true;
}
