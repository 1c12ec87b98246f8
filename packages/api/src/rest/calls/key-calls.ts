import { createApiKeySchema } from '@dovecote/services/api-keys/api-key-schemas';
import { apiKeyViewSchema } from '@dovecote/services/api-keys/api-key-view';
import { createApiKey } from '@dovecote/services/api-keys/create-api-key';
import { listApiKeys } from '@dovecote/services/api-keys/list-api-keys';
import { revokeApiKey } from '@dovecote/services/api-keys/revoke-api-key';
import { pageSchema } from '@dovecote/services/pages';
import { z } from '@hono/zod-openapi';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';
import { inPathWorkspace } from '../in-path-workspace';
import { cutPage, pageOf } from '../page-of';

export function defineKeyCalls(define: DefineCall, deps: ApiDeps): void {
  const shared = { tag: 'API keys' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/api-keys',
    policy: 'keys.manage',
    summary: 'The keys of programs',
    query: pageSchema,
    answer: pageOf(apiKeyViewSchema),
    handle: async ({ ctx, params, query }) =>
      cutPage(await listApiKeys(await inPathWorkspace(deps, ctx, params.id)), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/api-keys',
    policy: 'keys.manage',
    summary: 'Make a key; this answer is the only place where it stands',
    status: 201,
    body: createApiKeySchema,
    answer: apiKeyViewSchema.extend({ key: z.string() }),
    handle: async ({ ctx, params, body }) => await createApiKey(await inPathWorkspace(deps, ctx, params.id), body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/workspaces/{id}/api-keys/{keyId}',
    policy: 'keys.manage',
    summary: 'End a key at once',
    status: 204,
    handle: async ({ ctx, params }) => await revokeApiKey(await inPathWorkspace(deps, ctx, params.id), params.keyId),
  });
}
