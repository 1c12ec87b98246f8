import { AppError } from '@dovecote/errors/app-error';
import { acrossWorkspaces } from '../across-workspaces';
import type { ServiceContext, UserActor, WorkspaceScope } from '../service-context';
import { canMember, type MemberAction, memberActions } from './member-policy';
import { canOnPlatform, type PlatformAction } from './platform-policy';

/** @throws AppError `UNAUTHENTICATED` when nobody is signed in. */
export function authoriseUser(ctx: Pick<ServiceContext, 'actor'>): UserActor {
  if (ctx.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return ctx.actor;
}

/** @throws AppError `UNAUTHENTICATED`, or `FORBIDDEN` that names the role needed. */
export function authoriseMember(ctx: ServiceContext, action: MemberAction): WorkspaceScope {
  authoriseUser(ctx);
  if (ctx.workspace === undefined) throw new AppError('FORBIDDEN', 'You are not a member of any workspace.');
  if (!canMember(ctx.workspace.role, action)) throw forbiddenFor(action);
  return ctx.workspace;
}

/** A platform admin's context: it sees every workspace. */
export type PlatformContext = ServiceContext & { actor: UserActor };

/**
 * @throws AppError `UNAUTHENTICATED`, `FORBIDDEN` for everyone who is not a platform admin, or `SECOND_FACTOR_REQUIRED`
 * where the installation wants one and the session did not pass it.
 */
export function authorisePlatform(asking: ServiceContext, action: PlatformAction): PlatformContext {
  const ctx = acrossWorkspaces(asking);
  const actor = authoriseUser(ctx);
  if (!canOnPlatform(actor.platformRole, action)) throw new AppError('FORBIDDEN', 'This is for platform admins only.');
  if (lacksSecondFactor(ctx, actor)) {
    const words = 'Platform admins need a second factor here. Set one up in your account, then sign in with it.';
    throw new AppError('SECOND_FACTOR_REQUIRED', words);
  }
  return { ...ctx, actor };
}

/** Whether a platform admin must first sign in with a second factor. */
export function lacksSecondFactor(ctx: Pick<ServiceContext, 'settings'>, actor: UserActor): boolean {
  return ctx.settings.requireAdmin2fa && actor.platformRole !== 'user' && actor.hasSecondFactor !== true;
}

export function forbiddenFor(action: MemberAction): AppError {
  return new AppError('FORBIDDEN', `You need the role ${memberActions[action]} in this workspace for this.`);
}
