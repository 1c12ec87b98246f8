import { adjustPoints, adjustPointsSchema } from '@dovecote/services/engagement/adjust-points';
import { banPerson } from '@dovecote/services/engagement/ban-person';
import { createdPollSchema, createPoll, createPollSchema } from '@dovecote/services/engagement/create-poll';
import { decideReferral, decideReferralSchema } from '@dovecote/services/engagement/decide-referral';
import { exportPerson, personExportSchema } from '@dovecote/services/engagement/export-person';
import { engagementStatsSchema, getEngagementStats } from '@dovecote/services/engagement/get-engagement-stats';
import {
  importedQuestionsSchema,
  importQuestions,
  importQuestionsSchema,
} from '@dovecote/services/engagement/import-questions';
import { liftBan } from '@dovecote/services/engagement/lift-ban';
import { achievementViewSchema, listAchievements } from '@dovecote/services/engagement/list-achievements';
import {
  engagedPersonSchema,
  listEngagedPeople,
  listEngagedPeopleSchema,
} from '@dovecote/services/engagement/list-engaged-people';
import {
  boardLineSchema,
  listLeaderboard,
  listLeaderboardSchema,
} from '@dovecote/services/engagement/list-leaderboard';
import { ledgerLineSchema, listLedgerLines } from '@dovecote/services/engagement/list-ledger-lines';
import { listPolls, listPollsSchema, pollViewSchema } from '@dovecote/services/engagement/list-polls';
import { listQuestions, questionViewSchema } from '@dovecote/services/engagement/list-questions';
import { listReferrals, listReferralsSchema, referralViewSchema } from '@dovecote/services/engagement/list-referrals';
import { listTagRefusals, tagRefusalSchema } from '@dovecote/services/engagement/list-tag-refusals';
import { removeQuestion } from '@dovecote/services/engagement/remove-question';
import { reverseLine } from '@dovecote/services/engagement/reverse-line';
import { reviewPoll, reviewPollSchema } from '@dovecote/services/engagement/review-poll';
import { pollDraftSchema, suggestPoll } from '@dovecote/services/engagement/suggest-poll';
import { pageSchema } from '@dovecote/services/pages';
import type { DefineCall } from '../define-call';
import { cutPage, pageOf, wholeList } from '../page-of';

export function defineEngagementCalls(define: DefineCall): void {
  const shared = { tag: 'Engagement' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/stats',
    policy: 'bots.read',
    summary: 'Points, games, achievements and bans in numbers',
    answer: engagementStatsSchema,
    handle: async ({ ctx, params }) => await getEngagementStats(ctx, params.id),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/leaderboard',
    policy: 'updates.readContent',
    summary: 'The best people of a day, a week or all time, in all or of a group; or the teams',
    query: listLeaderboardSchema,
    answer: pageOf(boardLineSchema),
    handle: async ({ ctx, params, query }) => wholeList(await listLeaderboard(ctx, params.id, query)),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/achievements',
    policy: 'bots.read',
    summary: 'What people can reach, and how many did',
    query: pageSchema,
    answer: pageOf(achievementViewSchema),
    handle: async ({ ctx, params, query }) => cutPage(await listAchievements(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/tags/refusals',
    policy: 'bots.read',
    summary: 'Why tags beside names could not be set, by group',
    query: pageSchema,
    answer: pageOf(tagRefusalSchema),
    handle: async ({ ctx, params, query }) => cutPage(await listTagRefusals(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/people',
    policy: 'updates.readContent',
    summary: 'Who takes part, with points, level and streak; `only` narrows it to bans or appeals',
    query: listEngagedPeopleSchema,
    answer: pageOf(engagedPersonSchema),
    handle: async ({ ctx, params, query }) => await listEngagedPeople(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/people/{personId}/lines',
    policy: 'updates.readContent',
    summary: 'Each point of a person and what it was for, newest first',
    query: pageSchema,
    answer: pageOf(ledgerLineSchema),
    handle: async ({ ctx, params, query }) => await listLedgerLines(ctx, params.id, params.personId, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/people/{personId}/ban',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Let a person earn nothing from now on',
    handle: async ({ ctx, params }) => await banPerson(ctx, params.id, params.personId),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}/engagement/people/{personId}/ban',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Let a banned person earn again',
    handle: async ({ ctx, params }) => await liftBan(ctx, params.id, params.personId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/people/{personId}/export',
    policy: 'bots.export',
    summary: 'All that every module keeps of a person, as they would get it by /mydata',
    answer: personExportSchema,
    handle: async ({ ctx, params }) => await exportPerson(ctx, params.id, params.personId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/people/{personId}/adjustments',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Give a person points, or take some',
    body: adjustPointsSchema,
    handle: async ({ ctx, params, body }) => await adjustPoints(ctx, params.id, params.personId, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/lines/{lineId}/reverse',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Take a line of the ledger back, by a line of its own',
    handle: async ({ ctx, params }) => await reverseLine(ctx, params.id, params.lineId),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/referrals',
    policy: 'updates.readContent',
    summary: 'Who came by whose link, and what the referee found',
    query: listReferralsSchema,
    answer: pageOf(referralViewSchema),
    handle: async ({ ctx, params, query }) => await listReferrals(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/referrals/{referralId}/decision',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Pay a referral or refuse it, whatever the referee thinks',
    body: decideReferralSchema,
    handle: async ({ ctx, params, body }) => await decideReferral(ctx, params.id, params.referralId, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/polls',
    policy: 'updates.readContent',
    summary: 'Polls, quizzes and challenges with their votes; `proposed` wait for the owner',
    query: listPollsSchema,
    answer: pageOf(pollViewSchema),
    handle: async ({ ctx, params, query }) => await listPolls(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/polls',
    policy: 'engagement.moderate',
    status: 201,
    summary: 'Send a poll or a quiz, now or later',
    body: createPollSchema,
    answer: createdPollSchema,
    handle: async ({ ctx, params, body }) => await createPoll(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/polls/draft',
    policy: 'updates.readContent',
    summary: 'Options for a poll, out of what people asked in vain',
    answer: pollDraftSchema,
    handle: async ({ ctx, params }) => await suggestPoll(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/polls/{pollId}/review',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Let a person’s poll out, or refuse it',
    body: reviewPollSchema,
    handle: async ({ ctx, params, body }) => await reviewPoll(ctx, params.id, params.pollId, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/engagement/questions',
    policy: 'bots.read',
    summary: 'The bank of questions for quizzes and challenges',
    query: pageSchema,
    answer: pageOf(questionViewSchema),
    handle: async ({ ctx, params, query }) => await listQuestions(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/engagement/questions/import',
    policy: 'engagement.moderate',
    summary: 'Add questions from CSV or JSON; what is wrong is told row by row',
    body: importQuestionsSchema,
    answer: importedQuestionsSchema,
    handle: async ({ ctx, params, body }) => await importQuestions(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}/engagement/questions/{questionId}',
    policy: 'engagement.moderate',
    status: 204,
    summary: 'Take a question out of the bank',
    handle: async ({ ctx, params }) => await removeQuestion(ctx, params.id, params.questionId),
  });
}
