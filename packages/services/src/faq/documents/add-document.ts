import { newId } from '@dovecote/db/new-id';
import { faqDocuments, faqPassages } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { splitPassages } from '@dovecote/modules/faq/documents/split-passages';
import { searchVector } from '@dovecote/modules/faq/knowledge/search-vector';
import { passageKeys } from '@dovecote/modules/faq/retrieval/passage-index';
import { z } from 'zod';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import { invalidField, parseInput } from '../../parse-input';
import type { ServiceContext } from '../../service-context';
import { changeKnowledge } from './change-knowledge';
import { type DocumentView, describeDocument, documentKinds } from './document-view';
import { readContent } from './read-content';

const documentsMax = 200;
const passagesMax = 20_000;
const rowsAtOnce = 500;

export const addDocumentSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  kind: z.enum(documentKinds),
  /** Text; of a PDF its bytes in base64. */
  content: z.string().min(1).max(6_000_000),
});

/**
 * Adds a document the bot answers from, in passages under their headings.
 * @throws AppError `VALIDATION_FAILED` for content that cannot be read, `CONFLICT` when the bot has its fill.
 */
export async function addDocument(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof addDocumentSchema>,
): Promise<DocumentView> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  const { title, kind, content } = parseInput(addDocumentSchema, input);
  const passages = splitPassages(await readContent(kind, content, bot.workspaceId));
  if (passages.length === 0) throw invalidField('content', 'holds no text');
  const owner = { workspaceId: bot.workspaceId, botId: bot.id };
  const documentId = newId('document');
  const sizeBytes = passages.reduce((sum, { heading, body }) => sum + Buffer.byteLength(heading + body), 0);
  return await ctx.db.transaction(async (tx) => {
    const after = await changeKnowledge(tx, bot, { documents: 1, passages: passages.length, sizeBytes });
    if (after.documents > documentsMax) throw full(`${documentsMax} documents`);
    if (after.passages > passagesMax) throw full(`${passagesMax} passages; this one has ${passages.length}`);
    const [row] = await tx
      .insert(faqDocuments)
      .values({ ...owner, id: documentId, title, kind, passages: passages.length, sizeBytes, createdAt: ctx.clock() })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    for (let from = 0; from < passages.length; from += rowsAtOnce) {
      const rows = passages.slice(from, from + rowsAtOnce).map((passage, at) => ({
        ...owner,
        documentId,
        position: from + at,
        ...passage,
        keys: searchVector(bot.id, passageKeys({ title, ...passage })),
      }));
      await tx.insert(faqPassages).values(rows);
    }
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.document_added',
      targetType: 'bot',
      targetId: bot.id,
      after: { documentId, kind, passages: passages.length },
    });
    return describeDocument(row);
  });
}

function full(bound: string): AppError {
  return new AppError('CONFLICT', `A bot has at most ${bound}. Remove some first.`);
}
