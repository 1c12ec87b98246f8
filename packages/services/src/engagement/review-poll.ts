import { engagementPolls } from '@dovecote/db/schema/engagement-polls';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { askEngagement } from './ask-engagement';

export const reviewPollSchema = z.strictObject({ decision: z.enum(['approve', 'refuse']) });

/**
 * Lets a person's poll out, or not.
 * @throws AppError `NOT_FOUND` for a poll that does not wait for that
 */
export async function reviewPoll(
  ctx: ServiceContext,
  botId: string,
  pollId: string,
  input: z.input<typeof reviewPollSchema>,
): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  const { decision } = parseInput(reviewPollSchema, input);
  await ctx.db.transaction(async (tx) => {
    const [poll] = await tx
      .update(engagementPolls)
      .set({ state: decision === 'approve' ? 'approved' : 'refused' })
      .where(
        and(
          eq(engagementPolls.workspaceId, bot.workspaceId),
          eq(engagementPolls.botId, bot.id),
          eq(engagementPolls.id, /^[\w-]{1,64}$/.test(pollId) ? pollId : ''),
          eq(engagementPolls.state, 'proposed'),
        ),
      )
      .returning();
    if (poll === undefined) throw new AppError('NOT_FOUND', 'There is no such poll to look at.');
    if (decision === 'approve') {
      await askEngagement(tx, bot, { job: 'approvedPoll', key: poll.id, chatId: poll.chatId, runAt: ctx.clock() });
    }
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.poll_reviewed',
      targetType: 'bot',
      targetId: bot.id,
      after: { pollId: poll.id, decision },
    });
  });
}
