import { removePasskey } from '@dovecote/services/passkeys/remove-passkey';
import { beginAuthenticator } from '@dovecote/services/second-factor/begin-authenticator';
import { confirmAuthenticator } from '@dovecote/services/second-factor/confirm-authenticator';
import { getSecondFactor } from '@dovecote/services/second-factor/get-second-factor';
import { removeAuthenticator } from '@dovecote/services/second-factor/remove-authenticator';
import { renewRecoveryCodes } from '@dovecote/services/second-factor/renew-recovery-codes';
import {
  confirmAuthenticatorSchema,
  enrolmentSchema,
  recoveryCodesSchema,
  secondFactorViewSchema,
} from '@dovecote/services/second-factor/second-factor-schemas';
import type { DefineCall } from '../define-call';

/** A passkey is made in a browser; here it can be seen and removed. */
export function defineSecondFactorCalls(define: DefineCall): void {
  const shared = { tag: 'Second factor' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/me/second-factor',
    policy: 'session',
    summary: 'What I prove myself with beside the password',
    answer: secondFactorViewSchema,
    handle: async ({ ctx }) => await getSecondFactor(ctx),
  });
  define({
    ...shared,
    method: 'post',
    path: '/me/second-factor/authenticator',
    policy: 'session',
    summary: 'Begin with an authenticator app: its secret and QR code, shown this once',
    status: 201,
    answer: enrolmentSchema,
    handle: async ({ ctx }) => await beginAuthenticator(ctx),
  });
  define({
    ...shared,
    method: 'post',
    path: '/me/second-factor/authenticator/confirm',
    policy: 'session',
    summary: 'Make the app count by its first code; answers the recovery codes, shown this once',
    body: confirmAuthenticatorSchema,
    answer: recoveryCodesSchema,
    handle: async ({ ctx, body }) => await confirmAuthenticator(ctx, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/me/second-factor/authenticator',
    policy: 'session',
    summary: 'Remove the authenticator app',
    status: 204,
    handle: async ({ ctx }) => await removeAuthenticator(ctx),
  });
  define({
    ...shared,
    method: 'post',
    path: '/me/second-factor/recovery-codes',
    policy: 'session',
    summary: 'New recovery codes in place of the former ones',
    status: 201,
    answer: recoveryCodesSchema,
    handle: async ({ ctx }) => await renewRecoveryCodes(ctx),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/me/second-factor/passkeys/{id}',
    policy: 'session',
    summary: 'Remove a passkey',
    status: 204,
    handle: async ({ ctx, params }) => await removePasskey(ctx, params.id),
  });
}
