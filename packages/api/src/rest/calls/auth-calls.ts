import { parseInput } from '@dovecote/services/parse-input';
import {
  credentialsSchema,
  emailOnlySchema,
  linkTokenSchema,
  registerSchema,
  resetPasswordSchema,
} from '@dovecote/services/people/person-schemas';
import { requestPasswordReset } from '@dovecote/services/people/request-password-reset';
import { resendVerification } from '@dovecote/services/people/resend-verification';
import { resetPassword } from '@dovecote/services/people/reset-password';
import { refreshSchema } from '@dovecote/services/people/rotate-refresh-token';
import { stepUp, stepUpSchema } from '@dovecote/services/people/step-up';
import { userViewSchema } from '@dovecote/services/people/user-view';
import { verifyEmail } from '@dovecote/services/people/verify-email';
import { workspaceViewSchema } from '@dovecote/services/workspaces/workspace-view';
import { z } from '@hono/zod-openapi';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number() });
const signedInSchema = tokensSchema.extend({ user: userViewSchema, workspace: workspaceViewSchema.nullable() });
const signInSchema = credentialsSchema.extend({ otp: z.string().max(30).optional() });
const shared = { tag: 'Sign-in' } as const;

export function defineAuthCalls(define: DefineCall, { auth }: ApiDeps): void {
  define({
    method: 'post',
    path: '/auth/register',
    policy: 'public',
    tag: 'Sign-in',
    summary: 'Make an account with a workspace',
    status: 201,
    body: registerSchema,
    answer: signedInSchema,
    handle: async ({ ctx, body }) => await auth.register(ctx, body),
  });
  define({
    method: 'post',
    path: '/auth/login',
    policy: 'public',
    tag: 'Sign-in',
    summary: 'Sign in with a password',
    body: signInSchema,
    answer: signedInSchema,
    handle: async ({ ctx, body }) => await auth.signIn(ctx, parseInput(signInSchema, body)),
  });
  define({
    method: 'post',
    path: '/auth/refresh',
    policy: 'public',
    tag: 'Sign-in',
    summary: 'Exchange a refresh token for a new pair',
    body: refreshSchema,
    answer: tokensSchema,
    handle: async ({ ctx, body }) => await auth.refresh(ctx, parseInput(refreshSchema, body).refreshToken),
  });
  define({
    method: 'delete',
    path: '/auth/logout',
    policy: 'session',
    tag: 'Sign-in',
    summary: 'End this session at once',
    status: 204,
    handle: async ({ ctx }) => await auth.signOut(ctx),
  });
  define({
    method: 'post',
    path: '/auth/step-up',
    policy: 'session',
    tag: 'Sign-in',
    summary: 'Prove anew who you are, for sensitive acts within five minutes',
    body: stepUpSchema,
    answer: z.object({ until: z.string() }),
    handle: async ({ ctx, body }) => await stepUp(ctx, body),
  });
  defineMailCalls(define);
}

function defineMailCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'post',
    path: '/auth/forgot-password',
    policy: 'public',
    summary: 'Mail a link to choose a new password by; every address gets the same answer',
    status: 204,
    body: emailOnlySchema,
    handle: async ({ ctx, body }) => await requestPasswordReset(ctx, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/auth/reset-password',
    policy: 'public',
    summary: 'Choose a new password by a mailed link; every session ends',
    status: 204,
    body: resetPasswordSchema,
    handle: async ({ ctx, body }) => await resetPassword(ctx, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/auth/verify-email',
    policy: 'public',
    summary: 'Confirm an address by a mailed link',
    body: linkTokenSchema,
    answer: z.object({ email: z.string() }),
    handle: async ({ ctx, body }) => await verifyEmail(ctx, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/auth/resend-verification',
    policy: 'public',
    summary: 'Mail the link that confirms an address again; every address gets the same answer',
    status: 204,
    body: emailOnlySchema,
    handle: async ({ ctx, body }) => await resendVerification(ctx, body),
  });
}
