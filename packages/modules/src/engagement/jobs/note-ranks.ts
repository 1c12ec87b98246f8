import { sql } from 'drizzle-orm';
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

/** Notes every hour who stands where, on boards where something moved. */
export async function noteRanks(ctx: EngagementContext, job: Job): Promise<HandlerResult> {
  const hour = new Date(Math.floor(job.runAt.getTime() / hourMs) * hourMs);
  const moved = await readMoved(ctx.reader, new Date(hour.getTime() - hourMs));
  if (moved.length === 0) return 'pass';
  const { day } = localTime(hour, botZoneOf(ctx));
  const chats = moved.flatMap((chatId) => (chatId === null ? [] : [`chat:${chatId}`]));
  const places = ['people', ...chats].flatMap((board) =>
    boardSpans.map((span) => ({ board, period: periodOf(span, day) })),
  );
  places.push({ board: 'teams', period: `season:${ctx.settings.season}` });
  for (const place of places) ctx.write(rankWrite, { ...place, hour: hour.toISOString() });
  return undefined;
}

/** Where lines were added since: groups by their ids, null for elsewhere; found from the newest line backwards. */
async function readMoved({ db, workspaceId, botId }: Reader, since: Date): Promise<(string | null)[]> {
  const result = await db.execute<{ chat_id: string | null }>(sql`
    select distinct chat_id from (
      select chat_id, at from engagement_entries
      where workspace_id = ${workspaceId} and bot_id = ${botId}
      order by id desc limit ${linesLookedAt}
    ) as newest
    where at > ${since.toISOString()}::timestamptz`);
  return result.rows.map((row) => row.chat_id);
}
