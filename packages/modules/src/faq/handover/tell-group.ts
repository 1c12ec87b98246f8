import { inTopic } from '../../kit/topic-of';
import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';

/** Asks the owner's group; whoever replies to this message answers the question. */
export function tellGroup(
  ctx: FaqContext,
  group: NonNullable<Desk['group']>,
  { id, question }: { id: string; question: string },
): void {
  const t = ctx.translateIn(String(ctx.settingsOf('core')?.defaultLanguage ?? 'en'));
  const head = t('desk.asked');
  ctx.send(
    'sendMessage',
    {
      chat_id: Number(group.chatId),
      ...inTopic(group.threadId),
      text: `${head}\n${question}\n${t('desk.howTo')}`,
      entities: [{ type: 'blockquote', offset: head.length + 1, length: question.length }],
    },
    { ref: `handover:${id}` },
  );
}
