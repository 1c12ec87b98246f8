import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';
import { authoriseActor } from './authorise';

export const stepUpMs = 5 * 60_000;

/**
 * Lets a sensitive act through when the session proved who holds it within five minutes; signing in counts. Every kind
 * of actor is judged here and nowhere else.
 * @throws AppError `UNAUTHENTICATED` or `STEP_UP_REQUIRED`.
 */
export function requireStepUp(ctx: Pick<ServiceContext, 'actor' | 'clock'>): void {
  const { apiKey, steppedUpAt } = authoriseActor(ctx);
  // It has no person before it; the scope it needs instead was asked for with the action.
  if (apiKey !== undefined) return;
  if (steppedUpAt != null && ctx.clock().getTime() - steppedUpAt.getTime() < stepUpMs) return;
  throw new AppError('STEP_UP_REQUIRED', 'Confirm that it is you first: enter your password or a one-time code.');
}
