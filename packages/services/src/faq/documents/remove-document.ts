import { faqDocuments } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import { isId } from '../../is-id';
import type { ServiceContext } from '../../service-context';
import { changeKnowledge } from './change-knowledge';

/**
 * Removes a document with its passages; the bot does not know it from then on.
 * @throws AppError `NOT_FOUND` for one that is absent.
 */
export async function removeDocument(ctx: ServiceContext, botId: string, documentId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  await ctx.db.transaction(async (tx) => {
    const [row] = isId(documentId)
      ? await tx
          .delete(faqDocuments)
          .where(
            and(
              eq(faqDocuments.workspaceId, bot.workspaceId),
              eq(faqDocuments.botId, bot.id),
              eq(faqDocuments.id, documentId),
            ),
          )
          .returning()
      : [];
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such document.');
    await changeKnowledge(tx, bot, { documents: 0, passages: -row.passages, sizeBytes: -row.sizeBytes });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.document_removed',
      targetType: 'bot',
      targetId: bot.id,
      before: { documentId, kind: row.kind, passages: row.passages },
    });
  });
}
