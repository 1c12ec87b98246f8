import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { BotRecord } from '@dovecote/bot-runtime/bot-record';
import { GroupRunner } from '@dovecote/bot-runtime/group-runner';
import { Turns } from '@dovecote/bot-runtime/turns';
import { type BotStatus, bots } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import { reportBotStatus } from '@dovecote/services/bots/report-bot-status';
import type { ServiceContext } from '@dovecote/services/service-context';
import { inArray } from 'drizzle-orm';

const retryMs = 500;
const reportsPerLook = 256;

interface Report {
  id: string;
  status: BotStatus;
  cause: StatusCause | null;
}

export interface StatusReports {
  report(record: BotRecord, status: BotStatus, cause: StatusCause | null): void;
  /** Stops trying. */
  close(): void;
}

/** Records what became of bots, each bot's in order, again and again until the database has taken it. */
export function createStatusReports(ctx: ServiceContext): StatusReports {
  const known = new GroupRunner<Report, boolean>({ itemsMax: reportsPerLook, run: (reports) => lookUp(ctx, reports) });
  const turns = new Turns();
  let isClosed = false;
  const record = async (bot: BotRecord, status: BotStatus, cause: StatusCause | null): Promise<void> => {
    while (!isClosed) {
      try {
        const { workspaceId, id, revision } = bot;
        if (await known.add({ id, status, cause })) return;
        await reportBotStatus(ctx, { workspaceId, botId: id, revision, status, cause });
        return;
      } catch (error) {
        ctx.logger.warn({ err: error, botId: bot.id, status }, 'a status could not be recorded; trying again');
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  };
  return {
    report(bot, status, cause) {
      void turns.take(bot.id, () => record(bot, status, cause));
    },
    close() {
      isClosed = true;
    },
  };
}

/** Of each report, whether the bot's row says so already: after a start nearly all do, and need no transaction. */
async function lookUp({ db }: ServiceContext, reports: readonly Report[]): Promise<boolean[]> {
  const ids = [...new Set(reports.map((one) => one.id))];
  const rows = await db
    .select({ id: bots.id, status: bots.status, cause: bots.statusCause })
    .from(bots)
    .where(inArray(bots.id, ids));
  const found = new Map(rows.map((row) => [row.id, row]));
  return reports.map(({ id, status, cause }) => {
    const row = found.get(id);
    return row !== undefined && row.status === status && isDeepStrictEqual(row.cause, cause);
  });
}
