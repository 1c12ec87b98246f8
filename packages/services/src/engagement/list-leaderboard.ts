import { boardSpans, periodOf } from '@dovecote/modules/engagement/boards/board';
import { readBoard, readTeams } from '@dovecote/modules/engagement/boards/read-board';
import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { z } from 'zod';
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
  if (board === 'teams') {
    const titles = new Map(settings.teams.map(({ id, title }) => [id, title]));
    const scores = (await readTeams(reader, settings.season)).slice(0, limit);
    return ranked(
      scores.map(({ teamId, points }) => ({
        personId: null,
        teamId,
        name: titles.get(teamId) ?? teamId,
        points,
        achievements: [],
      })),
    );
  }
  const place = {
    board: board === 'group' ? `chat:${chatId ?? ''}` : 'people',
    period: periodOf(span, localTime(ctx.clock(), zone).day),
  };
  const best = await openNames(ctx, bot, await readBoard(reader, place, limit));
  return ranked(
    best.map(({ personId, name, points, unlocked }) => ({
      personId,
      teamId: null,
      name,
      points,
      achievements: [...unlocked],
    })),
  );
}

/** Equals share a rank. */
function ranked(lines: Omit<BoardLineView, 'rank'>[]): BoardLineView[] {
  return lines.map((line) => ({ rank: 1 + lines.filter(({ points }) => points > line.points).length, ...line }));
}
