import { faqDrafts } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { visibleText } from '@dovecote/modules/kit/visible-text';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import { parseInput } from '../../parse-input';
import type { ServiceContext } from '../../service-context';
import { addPair } from '../add-pair';

export const resolveDraftSchema = z.strictObject({
  /** What becomes of it as a pair, as the owner edited it; null: it is thrown away. */
  pair: z.strictObject({ question: visibleText(500), answer: visibleText(4096) }).nullable(),
});

/**
 * Approves a draft, which the bot answers with from then on, or throws it away.
 * @throws AppError `NOT_FOUND` for one that is absent.
 */
export async function resolveDraft(
  ctx: ServiceContext,
  botId: string,
  draftId: string,
  input: z.input<typeof resolveDraftSchema>,
): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  const { pair } = parseInput(resolveDraftSchema, input);
  await ctx.db.transaction(async (tx) => {
    const isDraft = and(
      eq(faqDrafts.workspaceId, bot.workspaceId),
      eq(faqDrafts.botId, bot.id),
      eq(faqDrafts.id, draftId),
    );
    const gone = /^[0-9a-f]{64}$/.test(draftId) ? await tx.delete(faqDrafts).where(isDraft).returning() : [];
    if (gone.length === 0) throw new AppError('NOT_FOUND', 'There is no such draft.');
    const row = pair === null ? null : await addPair(tx, ctx, bot, pair);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: pair === null ? 'faq.draft_dismissed' : 'faq.draft_approved',
      targetType: 'bot',
      targetId: bot.id,
      ...(row && { after: { version: row.version } }),
    });
  });
}
