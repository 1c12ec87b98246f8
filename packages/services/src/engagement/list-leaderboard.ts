import { type BoardPlace, boardSpans, periodOf } from '@dovecote/modules/engagement/boards/board';
import { ranked, readRankChanges } from '@dovecote/modules/engagement/boards/rank-changes';
import { readBoard, readTeams } from '@dovecote/modules/engagement/boards/read-board';
import type { EngagementSettings } from '@dovecote/modules/engagement/engagement-context';
import { localTime } from '@dovecote/modules/engagement/people/local-time';
import type { Reader } from '@dovecote/modules/kit/module-context';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BotRow } from '../bots/describe-bots';
import { invalidField, parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { openEngagement } from './open-engagement';
import { openNames } from './open-names';

export const listLeaderboardSchema = z.strictObject({
  board: z.enum(['people', 'group', 'teams']).default('people'),
  span: z.enum(boardSpans).default('week'),
  /** Of the board `group`. */
  chatId: z
    .string()
    .regex(/^-\d{1,19}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

export const boardLineSchema = z.object({
  rank: z.number(),
  /** Null for a team. */
  personId: z.string().nullable(),
  /** Null for a person. */
  teamId: z.string().nullable(),
  name: z.string().nullable(),
  points: z.number(),
  /** Places won since about an hour and about a day ago, below zero for lost ones; null for who was not among the first. */
  change: z.object({ hour: z.number().nullable(), day: z.number().nullable() }),
  /** Ids of achievements. */
  achievements: z.array(z.string()),
});

export type BoardLineView = z.output<typeof boardLineSchema>;

/** The best of a board, as the people see it: who hides is left out. It names people, so a viewer may not. */
export async function listLeaderboard(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof listLeaderboardSchema>,
): Promise<BoardLineView[]> {
  const { board, span, chatId, limit } = parseInput(listLeaderboardSchema, input);
  if (board === 'group' && chatId === undefined) throw invalidField('chatId', 'is needed for the board of a group');
  const { bot, reader, settings, zone } = await openEngagement(ctx, botId, 'updates.readContent');
  const place = {
    board: board === 'group' ? `chat:${await firstIdOf(reader, chatId ?? '')}` : board,
    period: board === 'teams' ? `season:${settings.season}` : periodOf(span, localTime(ctx.clock(), zone).day),
  };
  const lines = ranked(
    board === 'teams' ? await bestTeams(reader, settings, limit) : await bestPeople(ctx, bot, reader, place, limit),
  );
  const changes = await readRankChanges(reader, place, lines, ctx.clock());
  return lines.map(({ holder, ...line }) => ({ ...line, change: changes.get(holder) ?? { hour: null, day: null } }));
}

/** Points of a group that became a supergroup lie under the id it had first. */
async function firstIdOf({ db, workspaceId, botId }: Reader, chatId: string): Promise<string> {
  const result = await db.execute<{ moved_from: string }>(sql`
    select moved_from from contacts where workspace_id = ${workspaceId} and bot_id = ${botId}
      and channel = 'telegram' and external_id = ${chatId} and moved_from is not null`);
  return result.rows[0]?.moved_from ?? chatId;
}

type Standing = Omit<BoardLineView, 'rank' | 'change'> & { holder: string };

async function bestTeams(reader: Reader, settings: EngagementSettings, limit: number): Promise<Standing[]> {
  const titles = new Map(settings.teams.map(({ id, title }) => [id, title]));
  const scores = (await readTeams(reader, settings.season)).slice(0, limit);
  return scores.map(({ teamId, points }) => ({
    holder: `team:${teamId}`,
    personId: null,
    teamId,
    name: titles.get(teamId) ?? teamId,
    points,
    achievements: [],
  }));
}

async function bestPeople(
  ctx: ServiceContext,
  bot: BotRow,
  reader: Reader,
  place: BoardPlace,
  limit: number,
): Promise<Standing[]> {
  const best = await openNames(ctx, bot, await readBoard(reader, place, limit));
  return best.map(({ personId, name, points, unlocked }) => ({
    holder: `person:${personId}`,
    personId,
    teamId: null,
    name,
    points,
    achievements: [...unlocked],
  }));
}
