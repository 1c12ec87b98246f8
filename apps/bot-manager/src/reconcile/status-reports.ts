import { setTimeout as sleep } from 'node:timers/promises';
import type { BotRecord } from '@dovecote/bot-runtime/bot-record';
import type { BotStatus } from '@dovecote/db/schema/bots';
import { reportBotStatus } from '@dovecote/services/bots/report-bot-status';
import type { ServiceContext } from '@dovecote/services/service-context';

const retryMs = 500;

export interface StatusReports {
  report(record: BotRecord, status: BotStatus, reason: string | null): void;
  /** Stops trying. */
  close(): void;
}

/** Records what became of bots, each bot's in order, again and again until the database has taken it. */
export function createStatusReports(ctx: ServiceContext): StatusReports {
  const turns = new Map<string, Promise<void>>();
  let isClosed = false;
  const record = async (bot: BotRecord, status: BotStatus, reason: string | null): Promise<void> => {
    while (!isClosed) {
      try {
        const { workspaceId, id, revision } = bot;
        await reportBotStatus(ctx, { workspaceId, botId: id, revision, status, reason });
        return;
      } catch (error) {
        ctx.logger.warn({ err: error, botId: bot.id, status }, 'a status could not be recorded; trying again');
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  };
  return {
    report(bot, status, reason) {
      const turn = (turns.get(bot.id) ?? Promise.resolve()).then(() => record(bot, status, reason));
      turns.set(bot.id, turn);
      void turn.then(() => turns.get(bot.id) === turn && turns.delete(bot.id));
    },
    close() {
      isClosed = true;
    },
  };
}
