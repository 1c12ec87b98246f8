import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';
import { canHandOver } from './can-hand-over';
import { countOpen } from './count-open';
import { handoverWrite } from './handover-writes';

/** So many questions of one person, and of all people of a bot, wait for a reply at a time. */
const openPerPersonMax = 3;
const openPerBotMax = 200;

/** `waiting`: the same question of the same person is there already. `full`: too many wait, so nothing was sent. */
export type HandOverOutcome = 'handed' | 'waiting' | 'full' | 'nobody';

/** Puts a question to the owner's group, unless too many wait there; a reply to it finds its way back. */
export async function handOver(
  ctx: FaqContext,
  desk: Desk,
  { question, hash, askedBy }: { question: string; hash: string; askedBy?: string | undefined },
): Promise<HandOverOutcome> {
  const { group } = desk;
  if (group === null || !canHandOver(ctx, desk)) return 'nobody';
  const personId = askedBy ?? ctx.contact.userId ?? ctx.contact.chatId;
  const open = await countOpen(ctx, personId, hash);
  if (open.isAskedAlready) return 'waiting';
  if (open.ofPerson >= openPerPersonMax || open.ofBot >= openPerBotMax) return 'full';
  const id = `${ctx.update.update_id}-${hash.slice(0, 12)}`;
  ctx.write(handoverWrite, {
    id,
    external_id: personId,
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
  return 'handed';
}
