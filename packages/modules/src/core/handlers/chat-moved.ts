import type { ChatMove } from '../../kit/chat-move';
import { contactWrite } from '../../kit/contact-writes';
import { jobMove } from '../../kit/job-writes';
import type { CoreContext } from '../core-context';

/** The supergroup is the group's contact from now on: its work goes there, and nothing is sent to the old one. */
export function chatMoved(ctx: CoreContext, { from, to }: ChatMove): void {
  const seen = { language_code: null, seen_at: ctx.clock().toISOString() };
  ctx.write(contactWrite, { ...seen, external_id: from, kind: 'group', blocked: true });
  ctx.write(contactWrite, { ...seen, external_id: to, kind: 'supergroup', moved_from: from });
  ctx.write(jobMove, { from_chat_id: from, to_chat_id: to });
}
