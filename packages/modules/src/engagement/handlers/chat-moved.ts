import type { ChatMove } from '../../kit/chat-move';
import type { EngagementContext } from '../engagement-context';
import { tagMove } from '../tags/tag-writes';

/** Points stay under the id the group had first; tags are set where its people are now. */
export function chatMoved(ctx: EngagementContext, { from, to }: ChatMove): void {
  ctx.write(tagMove, { from_chat_id: from, to_chat_id: to });
}
