import { adjustPoints, adjustPointsSchema } from '@dovecote/services/engagement/adjust-points';
import { banPerson } from '@dovecote/services/engagement/ban-person';
import { getEngagementStats } from '@dovecote/services/engagement/get-engagement-stats';
import { liftBan } from '@dovecote/services/engagement/lift-ban';
import { listAchievements } from '@dovecote/services/engagement/list-achievements';
import { listEngagedPeople, listEngagedPeopleSchema } from '@dovecote/services/engagement/list-engaged-people';
import { listLeaderboard, listLeaderboardSchema } from '@dovecote/services/engagement/list-leaderboard';
import { listLedgerLines } from '@dovecote/services/engagement/list-ledger-lines';
import { reverseLine } from '@dovecote/services/engagement/reverse-line';
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
  adjust: procedure('engagement.moderate')
    .input(personKey.extend(adjustPointsSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, personId, ...input } }) => await adjustPoints(ctx.service, botId, personId, input),
    ),
  reverseLine: procedure('engagement.moderate')
    .input(botKey.extend({ lineId: z.string() }))
    .mutation(async ({ ctx, input }) => await reverseLine(ctx.service, input.botId, input.lineId)),
});
