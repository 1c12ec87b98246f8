import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '@dovecote/db/client';
import { type BotStatus, bots } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import { cutText } from '@dovecote/modules/kit/cut-text';
import { scrub } from '@dovecote/observability/scrub';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { notifyDashboards } from '../live/notify-changes';
import { queueMailToOwners } from '../mails/queue-mail-to-owners';
import type { ServiceContext } from '../service-context';
import { causeWords } from './cause-words';
import { emitStatusChanged } from './change-bot';
import type { BotRow } from './describe-bots';

export interface BotStatusReport {
  workspaceId: string;
  botId: string;
  /** Of the row the manager worked with; a refused token of an older one says nothing about the present one. */
  revision?: number;
  status: BotStatus;
  /** Null if the status says it all. */
  cause: StatusCause | null;
}

/**
 * What the bot-manager found a bot to be. A report that its owner or an admin has overtaken is ignored; the owners are
 * told once when the token was revoked. Answers whether the status changed.
 */
export async function reportBotStatus(ctx: ServiceContext, report: BotStatusReport): Promise<boolean> {
  const cause = report.cause && cleanCause(report.cause);
  return await ctx.db.transaction(async (tx) => {
    const isBot = and(eq(bots.workspaceId, report.workspaceId), eq(bots.id, report.botId));
    const [row] = await tx.select().from(bots).where(isBot).for('no key update');
    if (row === undefined || isOvertaken(row, report)) return false;
    if (row.status === report.status) {
      if (isDeepStrictEqual(row.statusCause, cause)) return false;
      await tx.update(bots).set({ statusCause: cause }).where(isBot);
      await notifyDashboards(tx, row.workspaceId, [row.id]);
      return false;
    }
    const now = ctx.clock();
    const [updated = row] = await tx
      .update(bots)
      .set({ status: report.status, statusCause: cause, statusChangedAt: now, updatedAt: now })
      .where(isBot)
      .returning();
    if (report.status === 'token_revoked') await tellOwners(tx, ctx, row);
    await notifyDashboards(tx, row.workspaceId, [row.id]);
    await emitStatusChanged(tx, ctx, row, updated);
    await appendAuditEvent(tx, ctx, {
      workspaceId: row.workspaceId,
      action: 'bot.status_changed',
      targetType: 'bot',
      targetId: row.id,
      before: { status: row.status },
      after: { status: report.status, reason: cause && causeWords(cause) },
    });
    return true;
  });
}

const partMax = 300;

/** What others said stands in it: without secrets, and of bounded length. */
function cleanCause(cause: StatusCause): StatusCause {
  const clean = (text: string): string => cutText(scrub(text), partMax);
  if (cause.code === 'unanswered') return { ...cause, detail: cause.detail === null ? null : clean(cause.detail) };
  if (cause.code === 'taken') return { ...cause, host: cause.host === null ? null : clean(cause.host) };
  return 'error' in cause ? { ...cause, error: clean(cause.error) } : cause;
}

function isOvertaken(row: BotRow, { status, revision }: BotStatusReport): boolean {
  if (status === 'token_revoked' && revision !== undefined && revision !== row.revision) return true;
  if (row.suspendedAt !== null) return status !== 'suspended';
  if (status === 'suspended') return true;
  const isOfRunning = status === 'running' || status === 'pending' || status === 'conflict';
  return row.desiredState === 'stopped' && isOfRunning;
}

async function tellOwners(tx: Tx, ctx: ServiceContext, bot: BotRow): Promise<void> {
  await queueMailToOwners(tx, ctx, bot.workspaceId, {
    subject: `The token of @${bot.username} was revoked`,
    body: [
      `Telegram no longer accepts the token of your bot ${bot.name} (@${bot.username}): your bot's token was revoked.`,
      'We have stopped calling Telegram for it. Updates that arrived before are kept and will be worked.',
      'To go on, get the current token from BotFather by /token and enter it under Settings, Rotate token.',
    ].join('\n\n'),
  });
}
