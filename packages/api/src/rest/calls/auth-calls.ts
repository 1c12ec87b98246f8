import { parseInput } from '@dovecote/services/parse-input';
import { credentialsSchema, registerSchema } from '@dovecote/services/people/person-schemas';
import { refreshSchema } from '@dovecote/services/people/rotate-refresh-token';
import { userViewSchema } from '@dovecote/services/people/user-view';
import { workspaceViewSchema } from '@dovecote/services/workspaces/workspace-view';
import { z } from '@hono/zod-openapi';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';

const tokensSchema = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number() });
const signedInSchema = tokensSchema.extend({ user: userViewSchema, workspace: workspaceViewSchema.nullable() });
const signInSchema = credentialsSchema.extend({ otp: z.string().max(20).optional() });

export function defineAuthCalls(define: DefineCall, { auth }: ApiDeps): void {
  define({
    method: 'post',
    path: '/auth/register',
    tag: 'Sign-in',
    summary: 'Make an account with a workspace',
    access: 'public',
    status: 201,
    body: registerSchema,
    answer: signedInSchema,
    handle: async ({ ctx, body }) => await auth.register(ctx, body),
  });
  define({
    method: 'post',
    path: '/auth/login',
    tag: 'Sign-in',
    summary: 'Sign in with a password',
    access: 'public',
    body: signInSchema,
    answer: signedInSchema,
    handle: async ({ ctx, body }) => await auth.signIn(ctx, parseInput(signInSchema, body)),
  });
  define({
    method: 'post',
    path: '/auth/refresh',
    tag: 'Sign-in',
    summary: 'Exchange a refresh token for a new pair',
    access: 'public',
    body: refreshSchema,
    answer: tokensSchema,
    handle: async ({ ctx, body }) => await auth.refresh(ctx, parseInput(refreshSchema, body).refreshToken),
  });
  define({
    method: 'delete',
    path: '/auth/logout',
    tag: 'Sign-in',
    summary: 'End this session at once',
    access: 'session',
    status: 204,
    handle: async ({ ctx }) => await auth.signOut(ctx),
  });
}
