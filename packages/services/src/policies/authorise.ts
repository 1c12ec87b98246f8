import { AppError } from '@dovecote/errors/app-error';
import { acrossWorkspaces } from '../across-workspaces';
import type { ServiceContext, UserActor, WorkspaceScope } from '../service-context';
import { actionScopes, canMember, type MemberAction, memberActions } from './member-policy';
import { canOnPlatform, type PlatformAction } from './platform-policy';

/** A person or an API key. @throws AppError `UNAUTHENTICATED` when nobody is signed in. */
export function authoriseActor(ctx: Pick<ServiceContext, 'actor'>): UserActor {
  if (ctx.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return ctx.actor;
}

/** A person; no API key acts on the person who made it. @throws AppError `UNAUTHENTICATED` or `FORBIDDEN`. */
export function authoriseUser(ctx: Pick<ServiceContext, 'actor'>): UserActor {
  const actor = authoriseActor(ctx);
  if (actor.apiKey !== undefined) throw new AppError('FORBIDDEN', 'An API key cannot do this. Sign in as a person.');
  return actor;
}

/**
 * @throws AppError `UNAUTHENTICATED`, `SECOND_FACTOR_REQUIRED`, or `FORBIDDEN` that names the role or the scope needed.
 */
export function authoriseMember(ctx: ServiceContext, action: MemberAction): WorkspaceScope {
  const { apiKey } = authoriseActor(ctx);
  if (ctx.workspace === undefined) throw new AppError('FORBIDDEN', 'You are not a member of any workspace.');
  if (ctx.workspace.lacksSecondFactor === true) {
    const words =
      apiKey === undefined
        ? 'This workspace asks for a second factor. Set one up in your account, then sign in with it.'
        : 'This workspace asks for a second factor, which the maker of this API key does not have. The key works again once they set one up.';
    throw new AppError('SECOND_FACTOR_REQUIRED', words);
  }
  if (!canMember(ctx.workspace.role, action)) throw forbiddenFor(action);
  if (apiKey !== undefined && !apiKey.scopes.includes(actionScopes[action])) {
    throw new AppError('FORBIDDEN', `This API key needs the scope ${actionScopes[action]} for this.`);
  }
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
