import { engagementEntries } from '@dovecote/db/schema/engagement';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';

/**
 * Takes a line back by another one: points as if it had never been, also on the boards of its day. Taking a reversal back
 * restores what it took; so every step stays to be seen.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` for a line that was taken back already
 */
export async function reverseLine(ctx: ServiceContext, botId: string, lineId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  if (!/^\d{1,15}$/.test(lineId)) throw lineNotFound();
  await ctx.db.transaction(async (tx) => {
    const ofBot = [eq(engagementEntries.workspaceId, bot.workspaceId), eq(engagementEntries.botId, bot.id)];
    const [line] = await tx
      .select()
      .from(engagementEntries)
      .where(and(...ofBot, eq(engagementEntries.id, Number(lineId))));
    if (line === undefined) throw lineNotFound();
    const added = await tx
      .insert(engagementEntries)
      .values({
        workspaceId: bot.workspaceId,
        botId: bot.id,
        key: `reversal:${line.id}`,
        debit: line.credit,
        credit: line.debit,
        amount: line.amount,
        reason: 'reversal',
        subject: { of: line.reason },
        tags: line.tags,
        isScored: line.isScored,
        day: line.day,
        chatId: line.chatId,
        team: line.team,
        reverses: line.id,
        at: ctx.clock(),
      })
      .onConflictDoNothing();
    if (added.rowCount === 0) throw new AppError('CONFLICT', 'This line was taken back already.');
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.line_reversed',
      targetType: 'bot',
      targetId: bot.id,
      after: { lineId: line.id },
    });
  });
}

function lineNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such line.');
}
