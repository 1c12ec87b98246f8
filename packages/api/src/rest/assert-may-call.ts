import { authoriseMember, authorisePlatform } from '@dovecote/services/policies/authorise';
import type { ServiceContext } from '@dovecote/services/service-context';
import type { ApiDeps } from '../api-deps';
import { isMemberAction, isPlatformAction, type Policy } from '../operation';
import { inPathWorkspace } from './in-path-workspace';

/**
 * Refuses whom a call's verb would refuse for what they are, where the verb itself does not run.
 * @throws AppError as the verb does.
 */
export async function assertMayCall(
  deps: ApiDeps,
  ctx: ServiceContext,
  { policy, path }: { policy: Policy; path: string },
  pathId: string | undefined,
): Promise<void> {
  if (isPlatformAction(policy)) authorisePlatform(ctx, policy);
  if (!isMemberAction(policy)) return;
  const isOfPath = path.startsWith('/workspaces/{id}') && pathId !== undefined;
  authoriseMember(isOfPath ? await inPathWorkspace(deps, ctx, pathId) : ctx, policy);
}
