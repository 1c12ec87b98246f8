import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { isTagGroup } from '../tags/say-tags';
import { tagRetry } from '../tags/tag-writes';

/** The bot's own rights in a group changed: tags it could not set there are tried again. Others hear of it too. */
export function retryTags(ctx: EngagementContext): HandlerResult {
  const { contact } = ctx;
  if (isTagGroup(ctx, contact)) ctx.write(tagRetry, { chat_id: contact.chatId });
  return 'pass';
}
