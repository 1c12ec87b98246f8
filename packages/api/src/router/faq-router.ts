import { answerQuestion, answerQuestionSchema } from '@dovecote/services/faq/answer-question';
import { createGroupCode } from '@dovecote/services/faq/desk/create-group-code';
import { disconnectGroup } from '@dovecote/services/faq/desk/disconnect-group';
import { getFaqDesk } from '@dovecote/services/faq/desk/get-faq-desk';
import { dismissQuestion } from '@dovecote/services/faq/dismiss-question';
import { addDocument, addDocumentSchema } from '@dovecote/services/faq/documents/add-document';
import { listDocuments } from '@dovecote/services/faq/documents/list-documents';
import { removeDocument } from '@dovecote/services/faq/documents/remove-document';
import { importChat, importChatSchema } from '@dovecote/services/faq/drafts/import-chat';
import { listDrafts } from '@dovecote/services/faq/drafts/list-drafts';
import { resolveDraft, resolveDraftSchema } from '@dovecote/services/faq/drafts/resolve-draft';
import { listUnanswered } from '@dovecote/services/faq/list-unanswered';
import { getModels } from '@dovecote/services/faq/model/get-models';
import { removeModel } from '@dovecote/services/faq/model/remove-model';
import { saveModel, saveModelSchema } from '@dovecote/services/faq/model/save-model';
import { testModel } from '@dovecote/services/faq/model/test-model';
import { z } from 'zod';
import { procedure, t } from './trpc';

const botKey = z.strictObject({ botId: z.string() });
const questionKey = botKey.extend({ questionId: z.string() });

export const faqRouter = t.router({
  unanswered: procedure('updates.readContent')
    .input(botKey)
    .query(async ({ ctx, input }) => await listUnanswered(ctx.service, input.botId)),
  answer: procedure('faq.answer')
    .input(questionKey.extend(answerQuestionSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, questionId, ...answer } }) =>
        await answerQuestion(ctx.service, botId, questionId, answer),
    ),
  dismiss: procedure('faq.answer')
    .input(questionKey)
    .mutation(async ({ ctx, input }) => await dismissQuestion(ctx.service, input.botId, input.questionId)),
  documents: procedure('bots.read')
    .input(botKey)
    .query(async ({ ctx, input }) => await listDocuments(ctx.service, input.botId)),
  addDocument: procedure('faq.answer')
    .input(botKey.extend(addDocumentSchema.shape))
    .mutation(async ({ ctx, input: { botId, ...document } }) => await addDocument(ctx.service, botId, document)),
  removeDocument: procedure('faq.answer')
    .input(botKey.extend({ documentId: z.string() }))
    .mutation(async ({ ctx, input }) => await removeDocument(ctx.service, input.botId, input.documentId)),
  desk: procedure('bots.read')
    .input(botKey)
    .query(async ({ ctx, input }) => await getFaqDesk(ctx.service, input.botId)),
  createGroupCode: procedure('modules.save')
    .input(botKey)
    .mutation(async ({ ctx, input }) => await createGroupCode(ctx.service, input.botId)),
  disconnectGroup: procedure('modules.save')
    .input(botKey)
    .mutation(async ({ ctx, input }) => await disconnectGroup(ctx.service, input.botId)),
  drafts: procedure('updates.readContent')
    .input(botKey)
    .query(async ({ ctx, input }) => await listDrafts(ctx.service, input.botId)),
  importChat: procedure('faq.answer')
    .input(botKey.extend(importChatSchema.shape))
    .mutation(async ({ ctx, input: { botId, ...chat } }) => await importChat(ctx.service, botId, chat)),
  resolveDraft: procedure('faq.answer')
    .input(botKey.extend({ draftId: z.string() }).extend(resolveDraftSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, draftId, ...outcome } }) =>
        await resolveDraft(ctx.service, botId, draftId, outcome),
    ),
  models: procedure('bots.read').query(async ({ ctx }) => await getModels(ctx.service)),
  saveModel: procedure('keys.manage')
    .input(saveModelSchema)
    .mutation(async ({ ctx, input }) => await saveModel(ctx.service, input)),
  removeModel: procedure('keys.manage').mutation(async ({ ctx }) => await removeModel(ctx.service)),
  testModel: procedure('keys.manage').mutation(async ({ ctx }) => await testModel(ctx.service)),
});
