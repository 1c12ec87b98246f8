import { newId } from '@dovecote/db/new-id';
import { engagementPolls } from '@dovecote/db/schema/engagement-polls';
import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { pollContentSchema } from '@dovecote/modules/engagement/polls/poll-content';
import { pollPlace } from '@dovecote/modules/engagement/polls/read-polls';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { askEngagement } from './ask-engagement';
import { openEngagement } from './open-engagement';

export const createPollSchema = z.strictObject({
  /** A chat of the bot; left out: the group for polls of its settings. */
  chatId: z
    .string()
    .regex(/^-?\d{1,16}$/, { error: 'must be the number of a chat' })
    .optional(),
  question: z.string(),
  options: z.array(z.string()),
  /** Places of the right options, from 0: it is a quiz then. */
  right: z.array(z.int()).optional(),
  explanation: z.string().optional(),
  /** For a vote, or for a right answer; left out: as in the settings. */
  points: z.int().min(0).max(1_000).optional(),
  /** When it goes out; left out: now. */
  runAt: z.iso.datetime({ offset: true }).optional(),
});

export const createdPollSchema = z.object({ id: z.string() });

/**
 * Lets the bot send a poll or a quiz of the owner's, now or later.
 * @throws AppError `VALIDATION_FAILED` for what Telegram would not take, or without a chat
 */
export async function createPoll(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof createPollSchema>,
): Promise<z.output<typeof createdPollSchema>> {
  const { bot, settings, zone } = await openEngagement(ctx, botId, 'engagement.moderate');
  const { chatId = settings.pollChat, points, runAt, ...given } = parseInput(createPollSchema, input);
  const content = parseInput(pollContentSchema, given);
  if (chatId === undefined) throw invalidField('chatId', 'is missing: the settings name no group for polls');
  const id = newId('poll');
  const now = ctx.clock();
  const kind = content.right.length > 0 ? 'quiz' : 'poll';
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'engagement');
  await ctx.db.transaction(async (tx) => {
    await tx.insert(engagementPolls).values({
      workspaceId: bot.workspaceId,
      botId: bot.id,
      id,
      kind,
      state: 'approved',
      authorId: null,
      chatId,
      content: sealer.seal(JSON.stringify(content), pollPlace(bot.id, id)),
      points: points ?? (kind === 'quiz' ? settings.quizPoints : settings.pollPoints),
      payKey: `poll:${id}`,
      questionId: null,
      day: localTime(now, zone).day,
      createdAt: now,
    });
    await askEngagement(tx, bot, {
      job: 'approvedPoll',
      key: id,
      chatId,
      runAt: runAt === undefined ? now : new Date(runAt),
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.poll_created',
      targetType: 'bot',
      targetId: bot.id,
      after: { pollId: id, kind },
    });
  });
  return { id };
}
