import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Job } from '../../kit/job';
import type { Reader } from '../../kit/module-context';
import type { HandlerResult } from '../../kit/module-handlers';
import { boardSpans, periodOf } from '../boards/board';
import { rankWrite } from '../boards/rank-writes';
import type { EngagementContext } from '../engagement-context';
import { localTime } from '../people/local-time';
import { botZoneOf } from '../people/sheet';

const hourMs = 3_600_000;
/** Of a busier hour the groups with the newest lines are noted. */
const linesLookedAt = 5_000;
/** A flush is shared by many bots: the rest follows in jobs of its own. */
const boardsMax = 20;
const pauseMs = 3_000;
/** Comes before every group. */
const elsewhere = '';

/** Which moment is noted, and after which group it goes on. */
const rest = z.object({ at: z.iso.datetime(), after: z.string() });

/** Notes every hour who stands where, on boards where something moved. */
export async function noteRanks(ctx: EngagementContext, job: Job): Promise<HandlerResult> {
  const begun = rest.safeParse(job.payload).data;
  const at = begun ? new Date(begun.at) : job.runAt;
  const chatsMax = begun ? boardsMax : boardsMax - 2;
  const since = new Date(at.getTime() - hourMs);
  const found = await readMoved(ctx.reader, { since, after: begun?.after ?? null, most: chatsMax + 1 });
  if (found.length === 0) return 'pass';
  const { day } = localTime(at, botZoneOf(ctx));
  const chats = found.slice(0, chatsMax);
  const groups = chats.filter((chatId) => chatId !== elsewhere).map((chatId) => `chat:${chatId}`);
  const places = [...(begun ? [] : ['people']), ...groups].flatMap((board) =>
    boardSpans.map((span) => ({ board, period: periodOf(span, day) })),
  );
  if (!begun) places.push({ board: 'teams', period: `season:${ctx.settings.season}` });
  for (const place of places) ctx.write(rankWrite, { ...place, hour: at.toISOString() });
  const after = chats.at(-1);
  if (after === undefined || found.length === chats.length) return undefined;
  const runAt = new Date(ctx.clock().getTime() + pauseMs * (1 + ctx.random()));
  ctx.schedule('noteRanks', { key: 'rest', chatId: null, runAt, payload: { at: at.toISOString(), after } });
  return undefined;
}

/** Where lines were added since: groups by their ids; found from the newest line backwards. */
async function readMoved(
  { db, workspaceId, botId }: Reader,
  { since, after, most }: { since: Date; after: string | null; most: number },
): Promise<string[]> {
  const result = await db.execute<{ chat_id: string }>(sql`
    select distinct chat_id from (
      select coalesce(chat_id, ${elsewhere}) collate "C" as chat_id, at from engagement_entries
      where workspace_id = ${workspaceId} and bot_id = ${botId}
      order by id desc limit ${linesLookedAt}
    ) as newest
    where at > ${since.toISOString()}::timestamptz and (${after}::text is null or chat_id > ${after})
    order by chat_id limit ${most}`);
  return result.rows.map((row) => row.chat_id);
}
