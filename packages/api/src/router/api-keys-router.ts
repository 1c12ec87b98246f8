import { createApiKeySchema } from '@dovecote/services/api-keys/api-key-schemas';
import { createApiKey } from '@dovecote/services/api-keys/create-api-key';
import { listApiKeys } from '@dovecote/services/api-keys/list-api-keys';
import { revokeApiKey } from '@dovecote/services/api-keys/revoke-api-key';
import { z } from 'zod';
import { procedure, t } from './trpc';

export const apiKeysRouter = t.router({
  list: procedure('keys.manage').query(async ({ ctx }) => await listApiKeys(ctx.service)),
  create: procedure('keys.manage')
    .input(createApiKeySchema)
    .mutation(async ({ ctx, input }) => await createApiKey(ctx.service, input)),
  revoke: procedure('keys.manage')
    .input(z.strictObject({ id: z.string() }))
    .mutation(async ({ ctx, input }) => await revokeApiKey(ctx.service, input.id)),
});
