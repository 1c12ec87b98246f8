import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';
import { networkOf } from './network-of';
import { type AttemptRule, spendAttempt } from './spend-attempt';

const windowMs = 60 * 60_000;
const networkRule: AttemptRule = { kind: 'budget', max: 5, windowMs };
const addressRule: AttemptRule = { kind: 'budget', max: 30, windowMs };

/**
 * Whether one more mail may go to an address that anybody can name. Few for each network, so that a stranger does not
 * use up the person's own; and bounded over all, so that nobody is flooded.
 */
export async function isWithinMailLimit(
  ctx: Pick<ServiceContext, 'db' | 'clock' | 'request'>,
  email: string,
): Promise<boolean> {
  try {
    await spendAttempt(ctx, `mail|${networkOf(ctx.request.ip)}|${email}`, networkRule);
    await spendAttempt(ctx, `mail|${email}`, addressRule);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') return false;
    throw error;
  }
}
