import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';
import { type AttemptRule, spendAttempt } from './spend-attempt';

const mailRule: AttemptRule = { kind: 'budget', max: 5, windowMs: 60 * 60_000 };

/** Whether one more mail may go to an address that anybody can name; counted per address, so that nobody is flooded. */
export async function isWithinMailLimit(ctx: Pick<ServiceContext, 'db' | 'clock'>, email: string): Promise<boolean> {
  try {
    await spendAttempt(ctx, `mail|${email}`, mailRule);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') return false;
    throw error;
  }
}
