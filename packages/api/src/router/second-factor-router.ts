import { addPasskey, addPasskeySchema } from '@dovecote/services/passkeys/add-passkey';
import { beginPasskey } from '@dovecote/services/passkeys/begin-passkey';
import { renamePasskeySchema } from '@dovecote/services/passkeys/passkey-name-schema';
import { removePasskey } from '@dovecote/services/passkeys/remove-passkey';
import { renamePasskey } from '@dovecote/services/passkeys/rename-passkey';
import { beginAuthenticator } from '@dovecote/services/second-factor/begin-authenticator';
import { confirmAuthenticator } from '@dovecote/services/second-factor/confirm-authenticator';
import { getSecondFactor } from '@dovecote/services/second-factor/get-second-factor';
import { removeAuthenticator } from '@dovecote/services/second-factor/remove-authenticator';
import { renewRecoveryCodes } from '@dovecote/services/second-factor/renew-recovery-codes';
import { confirmAuthenticatorSchema } from '@dovecote/services/second-factor/second-factor-schemas';
import { z } from 'zod';
import { procedure, t } from './trpc';

const key = z.strictObject({ id: z.string().max(1_400) });

export const secondFactorRouter = t.router({
  get: procedure('session').query(async ({ ctx }) => await getSecondFactor(ctx.service)),
  beginAuthenticator: procedure('session').mutation(async ({ ctx }) => await beginAuthenticator(ctx.service)),
  confirmAuthenticator: procedure('session')
    .input(confirmAuthenticatorSchema)
    .mutation(async ({ ctx, input }) => await confirmAuthenticator(ctx.service, input)),
  removeAuthenticator: procedure('session').mutation(async ({ ctx }) => await removeAuthenticator(ctx.service)),
  renewRecoveryCodes: procedure('session').mutation(async ({ ctx }) => await renewRecoveryCodes(ctx.service)),
  beginPasskey: procedure('session').mutation(async ({ ctx }) => await beginPasskey(ctx.service)),
  addPasskey: procedure('session')
    .input(addPasskeySchema)
    .mutation(async ({ ctx, input }) => await addPasskey(ctx.service, input)),
  renamePasskey: procedure('session')
    .input(key.extend(renamePasskeySchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await renamePasskey(ctx.service, id, change)),
  removePasskey: procedure('session')
    .input(key)
    .mutation(async ({ ctx, input }) => await removePasskey(ctx.service, input.id)),
});
