import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '@dovecote/services/service-context';
import type { ApiDeps } from '../api-deps';

/** The context in the workspace that the path names, whatever the header says. @throws AppError `NOT_FOUND`. */
export async function inWorkspace(
  { auth }: ApiDeps,
  ctx: ServiceContext,
  workspaceId: string,
): Promise<ServiceContext> {
  if (ctx.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return { ...ctx, workspace: await auth.proveMembership(ctx.actor, workspaceId) };
}
