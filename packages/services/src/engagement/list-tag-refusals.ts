import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { openEngagement } from './open-engagement';

const refusalCauses = ['rights', 'administrator', 'absent', 'other'] as const;
type RefusalCause = (typeof refusalCauses)[number];

export const tagRefusalSchema = z.object({
  /** The group. */
  chatId: z.string(),
  /** The bot lacks the right; the person is an administrator, whom Telegram tags for nobody; is not in the group; or else. */
  cause: z.enum(refusalCauses),
  people: z.number(),
});

export type TagRefusal = z.output<typeof tagRefusalSchema>;

/** Why tags beside names could not be set, by group; asked for anew when the tag changes or the bot's rights do. */
export async function listTagRefusals(ctx: ServiceContext, botId: string): Promise<TagRefusal[]> {
  const { bot, settings } = await openEngagement(ctx, botId, 'bots.read');
  const result = await ctx.db.execute<{ chat_id: string; moved_from: string | null; refusal: string }>(sql`
    select t.chat_id, c.moved_from, t.refusal from engagement_tags t
    left join contacts c on c.workspace_id = t.workspace_id and c.bot_id = t.bot_id and c.channel = 'telegram'
      and c.external_id = t.chat_id
    where t.workspace_id = ${bot.workspaceId} and t.bot_id = ${bot.id} and t.refusal is not null`);
  // The owner may have named it by the id it had while it was a group.
  const ofGroup = (id: string) => result.rows.filter((row) => row.chat_id === id || row.moved_from === id);
  return settings.tagGroups.flatMap((chatId) =>
    refusalCauses.flatMap((cause) => {
      const people = ofGroup(chatId).filter((row) => causeOf(row.refusal) === cause).length;
      return people === 0 ? [] : [{ chatId, cause, people }];
    }),
  );
}

/** Telegram says it in words of its own, which change. */
function causeOf(refusal: string): RefusalCause {
  if (/right|admin_required|forbidden/i.test(refusal)) return 'rights';
  if (/administrator|owner|creator/i.test(refusal)) return 'administrator';
  return /participant|not found|not a member/i.test(refusal) ? 'absent' : 'other';
}
