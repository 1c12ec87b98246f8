import { adjustPoints, adjustPointsSchema } from '@dovecote/services/engagement/adjust-points';
import { banPerson } from '@dovecote/services/engagement/ban-person';
import { createPoll, createPollSchema } from '@dovecote/services/engagement/create-poll';
import { decideReferral, decideReferralSchema } from '@dovecote/services/engagement/decide-referral';
import { exportPerson } from '@dovecote/services/engagement/export-person';
import { getEngagementStats } from '@dovecote/services/engagement/get-engagement-stats';
import { importQuestions, importQuestionsSchema } from '@dovecote/services/engagement/import-questions';
import { liftBan } from '@dovecote/services/engagement/lift-ban';
import { listAchievements } from '@dovecote/services/engagement/list-achievements';
import { listEngagedPeople, listEngagedPeopleSchema } from '@dovecote/services/engagement/list-engaged-people';
import { listLeaderboard, listLeaderboardSchema } from '@dovecote/services/engagement/list-leaderboard';
import { listLedgerLines } from '@dovecote/services/engagement/list-ledger-lines';
import { listPolls, listPollsSchema } from '@dovecote/services/engagement/list-polls';
import { listQuestions } from '@dovecote/services/engagement/list-questions';
import { listReferrals, listReferralsSchema } from '@dovecote/services/engagement/list-referrals';
import { listTagRefusals } from '@dovecote/services/engagement/list-tag-refusals';
import { removeQuestion } from '@dovecote/services/engagement/remove-question';
import { reverseLine } from '@dovecote/services/engagement/reverse-line';
import { reviewPoll, reviewPollSchema } from '@dovecote/services/engagement/review-poll';
import { suggestPoll } from '@dovecote/services/engagement/suggest-poll';
import { pageSchema } from '@dovecote/services/pages';
import { z } from 'zod';
import { procedure, t } from './trpc';

const botKey = z.strictObject({ botId: z.string() });
const personKey = botKey.extend({ personId: z.string() });

export const engagementRouter = t.router({
  stats: procedure('bots.read')
    .input(botKey)
    .query(async ({ ctx, input }) => await getEngagementStats(ctx.service, input.botId)),
  leaderboard: procedure('updates.readContent')
    .input(botKey.extend(listLeaderboardSchema.shape))
    .query(async ({ ctx, input: { botId, ...query } }) => await listLeaderboard(ctx.service, botId, query)),
  achievements: procedure('bots.read')
    .input(botKey)
    .query(async ({ ctx, input }) => await listAchievements(ctx.service, input.botId)),
  tagRefusals: procedure('bots.read')
    .input(botKey)
    .query(async ({ ctx, input }) => await listTagRefusals(ctx.service, input.botId)),
  people: procedure('updates.readContent')
    .input(botKey.extend(listEngagedPeopleSchema.shape))
    .query(async ({ ctx, input: { botId, ...query } }) => await listEngagedPeople(ctx.service, botId, query)),
  lines: procedure('updates.readContent')
    .input(personKey.extend(pageSchema.shape))
    .query(
      async ({ ctx, input: { botId, personId, ...query } }) =>
        await listLedgerLines(ctx.service, botId, personId, query),
    ),
  ban: procedure('engagement.moderate')
    .input(personKey)
    .mutation(async ({ ctx, input }) => await banPerson(ctx.service, input.botId, input.personId)),
  liftBan: procedure('engagement.moderate')
    .input(personKey)
    .mutation(async ({ ctx, input }) => await liftBan(ctx.service, input.botId, input.personId)),
  exportPerson: procedure('bots.export')
    .input(personKey)
    .mutation(async ({ ctx, input }) => await exportPerson(ctx.service, input.botId, input.personId)),
  adjust: procedure('engagement.moderate')
    .input(personKey.extend(adjustPointsSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, personId, ...input } }) => await adjustPoints(ctx.service, botId, personId, input),
    ),
  reverseLine: procedure('engagement.moderate')
    .input(botKey.extend({ lineId: z.string() }))
    .mutation(async ({ ctx, input }) => await reverseLine(ctx.service, input.botId, input.lineId)),
  referrals: procedure('updates.readContent')
    .input(botKey.extend(listReferralsSchema.shape))
    .query(async ({ ctx, input: { botId, ...query } }) => await listReferrals(ctx.service, botId, query)),
  decideReferral: procedure('engagement.moderate')
    .input(botKey.extend({ referralId: z.string(), ...decideReferralSchema.shape }))
    .mutation(
      async ({ ctx, input: { botId, referralId, ...input } }) =>
        await decideReferral(ctx.service, botId, referralId, input),
    ),
  polls: procedure('updates.readContent')
    .input(botKey.extend(listPollsSchema.shape))
    .query(async ({ ctx, input: { botId, ...query } }) => await listPolls(ctx.service, botId, query)),
  createPoll: procedure('engagement.moderate')
    .input(botKey.extend(createPollSchema.shape))
    .mutation(async ({ ctx, input: { botId, ...input } }) => await createPoll(ctx.service, botId, input)),
  pollDraft: procedure('updates.readContent')
    .input(botKey)
    .query(async ({ ctx, input }) => await suggestPoll(ctx.service, input.botId)),
  reviewPoll: procedure('engagement.moderate')
    .input(botKey.extend({ pollId: z.string(), ...reviewPollSchema.shape }))
    .mutation(
      async ({ ctx, input: { botId, pollId, ...input } }) => await reviewPoll(ctx.service, botId, pollId, input),
    ),
  questions: procedure('bots.read')
    .input(botKey.extend(pageSchema.shape))
    .query(async ({ ctx, input: { botId, ...query } }) => await listQuestions(ctx.service, botId, query)),
  importQuestions: procedure('engagement.moderate')
    .input(botKey.extend(importQuestionsSchema.shape))
    .mutation(async ({ ctx, input: { botId, ...input } }) => await importQuestions(ctx.service, botId, input)),
  removeQuestion: procedure('engagement.moderate')
    .input(botKey.extend({ questionId: z.string() }))
    .mutation(async ({ ctx, input }) => await removeQuestion(ctx.service, input.botId, input.questionId)),
});
