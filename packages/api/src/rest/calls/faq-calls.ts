import { answerQuestion, answerQuestionSchema } from '@dovecote/services/faq/answer-question';
import { createGroupCode, groupCodeSchema } from '@dovecote/services/faq/desk/create-group-code';
import { disconnectGroup } from '@dovecote/services/faq/desk/disconnect-group';
import { faqDeskSchema, getFaqDesk } from '@dovecote/services/faq/desk/get-faq-desk';
import { dismissQuestion } from '@dovecote/services/faq/dismiss-question';
import { addDocument, addDocumentSchema } from '@dovecote/services/faq/documents/add-document';
import { documentViewSchema } from '@dovecote/services/faq/documents/document-view';
import { listDocuments } from '@dovecote/services/faq/documents/list-documents';
import { removeDocument } from '@dovecote/services/faq/documents/remove-document';
import { draftViewSchema } from '@dovecote/services/faq/drafts/draft-view';
import { chatImportSchema, importChat, importChatSchema } from '@dovecote/services/faq/drafts/import-chat';
import { listDrafts } from '@dovecote/services/faq/drafts/list-drafts';
import { resolveDraft, resolveDraftSchema } from '@dovecote/services/faq/drafts/resolve-draft';
import { listUnanswered } from '@dovecote/services/faq/list-unanswered';
import { getModels, modelsSchema } from '@dovecote/services/faq/model/get-models';
import { modelViewSchema } from '@dovecote/services/faq/model/model-view';
import { removeModel } from '@dovecote/services/faq/model/remove-model';
import { saveModel, saveModelSchema } from '@dovecote/services/faq/model/save-model';
import { modelTestSchema, testModel } from '@dovecote/services/faq/model/test-model';
import { moduleViewSchema } from '@dovecote/services/modules/module-view';
import { pageSchema } from '@dovecote/services/pages';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';
import { inPathWorkspace } from '../in-path-workspace';
import { cutPage, pageOf } from '../page-of';

/** What a bot answers questions from, those it could not answer, and the language model that words its answers. */
export function defineFaqCalls(define: DefineCall, deps: ApiDeps): void {
  defineQuestionCalls(define);
  defineDocumentCalls(define);
  defineDeskCalls(define);
  defineModelCalls(define, deps);
}

const shared = { tag: 'FAQ' } as const;

function defineQuestionCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/faq/questions',
    policy: 'updates.readContent',
    summary: 'Questions nobody has answered, the most asked first',
    query: pageSchema,
    answer: pageOf(),
    handle: async ({ ctx, params, query }) => cutPage(await listUnanswered(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/faq/questions/{questionId}/answer',
    policy: 'faq.answer',
    summary: 'Add a question with its answer to the bot’s pairs',
    body: answerQuestionSchema,
    answer: moduleViewSchema,
    handle: async ({ ctx, params, body }) => await answerQuestion(ctx, params.id, params.questionId, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}/faq/questions/{questionId}',
    policy: 'faq.answer',
    summary: 'Take a question off the list without an answer',
    status: 204,
    handle: async ({ ctx, params }) => await dismissQuestion(ctx, params.id, params.questionId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/faq/imports',
    policy: 'faq.answer',
    summary: 'Draft pairs from a Telegram chat export; bodies up to 8 MiB',
    status: 201,
    body: importChatSchema,
    answer: chatImportSchema,
    handle: async ({ ctx, params, body }) => await importChat(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/faq/drafts',
    policy: 'updates.readContent',
    summary: 'Drafted pairs that wait for approval',
    query: pageSchema,
    answer: pageOf(draftViewSchema),
    handle: async ({ ctx, params, query }) => cutPage(await listDrafts(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/faq/drafts/{draftId}',
    policy: 'faq.answer',
    summary: 'Approve a drafted pair, or throw it away',
    status: 204,
    body: resolveDraftSchema,
    handle: async ({ ctx, params, body }) => await resolveDraft(ctx, params.id, params.draftId, body),
  });
}

function defineDocumentCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/faq/documents',
    policy: 'bots.read',
    summary: 'Documents the bot answers from, newest first',
    query: pageSchema,
    answer: pageOf(documentViewSchema),
    handle: async ({ ctx, params, query }) => cutPage(await listDocuments(ctx, params.id), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/faq/documents',
    policy: 'faq.answer',
    summary: 'Add a document: Markdown, text, HTML, or a PDF in base64; bodies up to 8 MiB',
    status: 201,
    body: addDocumentSchema,
    answer: documentViewSchema,
    handle: async ({ ctx, params, body }) => await addDocument(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}/faq/documents/{documentId}',
    policy: 'faq.answer',
    summary: 'Remove a document',
    status: 204,
    handle: async ({ ctx, params }) => await removeDocument(ctx, params.id, params.documentId),
  });
}

function defineDeskCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/faq/desk',
    policy: 'bots.read',
    summary: 'The group questions go to, the size of the knowledge, and how the language model fares',
    answer: faqDeskSchema,
    handle: async ({ ctx, params }) => await getFaqDesk(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/faq/desk/codes',
    policy: 'modules.save',
    summary: 'A code that connects a group, once, within fifteen minutes',
    status: 201,
    answer: groupCodeSchema,
    handle: async ({ ctx, params }) => await createGroupCode(ctx, params.id),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/bots/{id}/faq/desk/group',
    policy: 'modules.save',
    summary: 'Send questions to no group',
    status: 204,
    handle: async ({ ctx, params }) => await disconnectGroup(ctx, params.id),
  });
}

function defineModelCalls(define: DefineCall, deps: ApiDeps): void {
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/language-model',
    policy: 'bots.read',
    summary: 'The language models bots of this workspace may use',
    answer: modelsSchema,
    handle: async ({ ctx, params }) => await getModels(await inPathWorkspace(deps, ctx, params.id)),
  });
  define({
    ...shared,
    method: 'put',
    path: '/workspaces/{id}/language-model',
    policy: 'keys.manage',
    summary: 'Keep an OpenAI-compatible endpoint of the workspace’s own; its key stands in no answer',
    body: saveModelSchema,
    answer: modelViewSchema,
    handle: async ({ ctx, params, body }) => await saveModel(await inPathWorkspace(deps, ctx, params.id), body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/workspaces/{id}/language-model',
    policy: 'keys.manage',
    summary: 'Forget the workspace’s own endpoint with its key',
    status: 204,
    handle: async ({ ctx, params }) => await removeModel(await inPathWorkspace(deps, ctx, params.id)),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/language-model/test',
    policy: 'keys.manage',
    summary: 'Ask the workspace’s own endpoint one short question',
    answer: modelTestSchema,
    handle: async ({ ctx, params }) => await testModel(await inPathWorkspace(deps, ctx, params.id)),
  });
}
