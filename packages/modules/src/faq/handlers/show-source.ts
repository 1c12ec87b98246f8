import type { FaqContext } from '../faq-context';
import { findSource, sourceTitle } from '../source-buttons';

/** Shows what an answer rests on, in a message of its own. */
export async function showSource(ctx: FaqContext, key: string): Promise<void> {
  const found = await findSource(ctx, key);
  ctx.answerCallback(found ? undefined : ctx.t('suggest.gone'));
  if (!found) return;
  const title = sourceTitle(found);
  const body = found.kind === 'pair' ? found.pair.answer : found.passage.body;
  ctx.reply(`${title}\n${body}`, { entities: [{ type: 'bold', offset: 0, length: title.length }] });
}
