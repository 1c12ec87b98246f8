import { adjustPoints, adjustPointsSchema } from '@dovecote/services/engagement/adjust-points';
import { banPerson } from '@dovecote/services/engagement/ban-person';
import { engagementStatsSchema, getEngagementStats } from '@dovecote/services/engagement/get-engagement-stats';
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
import { reverseLine } from '@dovecote/services/engagement/reverse-line';
import { pageSchema } from '@dovecote/services/pages';
import type { DefineCall } from '../define-call';
import { pageOf, wholeList } from '../page-of';

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
    answer: pageOf(achievementViewSchema),
    handle: async ({ ctx, params }) => wholeList(await listAchievements(ctx, params.id)),
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
}
