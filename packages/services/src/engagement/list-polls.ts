import { engagementPolls, engagementVotes, pollKinds, pollStates } from '@dovecote/db/schema/engagement-polls';
import type { PollContent } from '@dovecote/modules/engagement/polls/poll-content';
import { pollPlace } from '@dovecote/modules/engagement/polls/read-polls';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { getBotRow } from '../bots/get-bot-row';
import { type Page, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';

export const listPollsSchema = pageSchema.extend({
  /** `proposed` wait for the owner. */
  state: z.enum(pollStates).optional(),
});

export const pollViewSchema = z.object({
  id: z.string(),
  kind: z.enum(pollKinds),
  state: z.enum(pollStates),
  /** Null for the owner's. */
  authorId: z.string().nullable(),
  chatId: z.string(),
  question: z.string(),
  options: z.array(z.string()),
  right: z.array(z.number()),
  points: z.number(),
  /** Votes that stand, by option; of polls that are not anonymous. */
  votes: z.array(z.number()),
  createdAt: z.string(),
});

export type PollView = z.output<typeof pollViewSchema>;

/** Polls, quizzes and challenges. It shows what people wrote, so a viewer may not. */
export async function listPolls(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof listPollsSchema>,
): Promise<Page<PollView>> {
  const { limit, cursor, state } = parseInput(listPollsSchema, input);
  const before = readCursor(cursor);
  const bot = await getBotRow(ctx, botId, 'updates.readContent');
  const ofBot = and(eq(engagementPolls.workspaceId, bot.workspaceId), eq(engagementPolls.botId, bot.id));
  const rows = await ctx.db
    .select()
    .from(engagementPolls)
    .where(
      and(
        ofBot,
        before === null ? undefined : lt(engagementPolls.id, before),
        state === undefined ? undefined : eq(engagementPolls.state, state),
      ),
    )
    .orderBy(desc(engagementPolls.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ id }) => id);
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'engagement');
  const votes = await countVotes(
    ctx,
    bot,
    page.items.map(({ id }) => id),
  );
  return {
    items: page.items.map((row) => {
      const opened = sealer.open(row.content, pollPlace(bot.id, row.id)).use((text) => JSON.parse(text) as PollContent);
      const { id, kind, state: itsState, authorId, chatId, points, createdAt } = row;
      const { question, options, right } = opened;
      const counted = options.map((_, option) => votes.get(`${id}/${option}`) ?? 0);
      return {
        id,
        kind,
        state: itsState,
        authorId,
        chatId,
        question,
        options,
        right,
        points,
        votes: counted,
        createdAt: createdAt.toISOString(),
      };
    }),
    nextCursor: page.nextCursor,
  };
}

async function countVotes(
  ctx: ServiceContext,
  bot: { workspaceId: string; id: string },
  pollIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (pollIds.length === 0) return new Map();
  const result = await ctx.db.execute<{ poll_id: string; option: string; votes: string }>(sql`
    select poll_id, option, count(*) as votes
    from ${engagementVotes}, jsonb_array_elements_text(option_ids) as option
    where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and poll_id in ${pollIds}
    group by poll_id, option`);
  return new Map(result.rows.map(({ poll_id, option, votes }) => [`${poll_id}/${option}`, Number(votes)]));
}
