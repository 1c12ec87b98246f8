import type { ContactRow } from '../kit/contact-writes';
import type { CoreContext } from './core-context';

/** The update's contact as the runtime notes it too, for a write that adds to it. */
export function contactNote(ctx: CoreContext): ContactRow {
  const { chatId, kind } = ctx.contact;
  return {
    external_id: chatId,
    kind,
    language_code: kind === 'private' ? (ctx.from?.language_code ?? null) : null,
    seen_at: ctx.clock().toISOString(),
  };
}
