import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { tagRetry } from '../tags/tag-writes';

/** The bot's own rights in a group changed: tags it could not set there are tried again. Others hear of it too. */
export function retryTags(ctx: EngagementContext): HandlerResult {
  const { chatId, kind } = ctx.contact;
  if (kind !== 'private' && ctx.settings.tagGroups.includes(chatId)) ctx.write(tagRetry, { chat_id: chatId });
  return 'pass';
}
