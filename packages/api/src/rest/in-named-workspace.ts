import { AppError } from '@dovecote/errors/app-error';
import { inWorkspace } from '@dovecote/services/in-workspace';
import type { ServiceContext } from '@dovecote/services/service-context';
import type { ApiDeps } from '../api-deps';

/**
 * The context in the workspace that a path names.
 * @throws AppError `NOT_FOUND` for one the actor does not belong to.
 */
export async function inNamedWorkspace(
  auth: ApiDeps['auth'],
  ctx: ServiceContext,
  workspaceId: string,
): Promise<ServiceContext> {
  if (ctx.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return inWorkspace(ctx, await auth.proveMembership(ctx.actor, workspaceId));
}
