import type { MemberRole } from '@dovecote/db/schema/workspaces';
import type { ServiceContext } from '../service-context';
import { authoriseUser } from './authorise';
import { isAtLeast } from './member-policy';
import { requireStepUp } from './require-step-up';

/**
 * Before somebody gets a role that reaches keys and secrets: a person must have proven lately that it is they, and an
 * API key cannot hand it out, or it would become a person with more than its scopes.
 * @throws AppError `FORBIDDEN` or `STEP_UP_REQUIRED`.
 */
export function requireOneself(ctx: Pick<ServiceContext, 'actor' | 'clock'>, role: MemberRole): void {
  if (!isAtLeast(role, 'admin')) return;
  authoriseUser(ctx);
  requireStepUp(ctx);
}
