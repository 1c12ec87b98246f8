import type { ServiceContext } from '../service-context';
import { networkOf } from './network-of';
import { type AttemptRule, forgetAttempts, refundAttempt, spendAttempt } from './spend-attempt';

const accountRule: AttemptRule = { kind: 'growing', freeMax: 5 };
const networkRule: AttemptRule = { kind: 'budget', max: 100, windowMs: 10 * 60_000 };

/** Each costs a hash and, with a mail server, a mail to whomever. */
const signUpRule: AttemptRule = { kind: 'budget', max: 1_000, windowMs: 10 * 60_000 };

type Limited = Pick<ServiceContext, 'db' | 'clock' | 'request'>;

/**
 * A growing delay for each account and network together, and a budget for each network over all accounts: a stranger
 * elsewhere can therefore not lock a person out. The answer takes the attempt back, after the right password.
 * @throws AppError `RATE_LIMITED`.
 */
export async function limitSignIn(ctx: Limited, email: string): Promise<() => Promise<void>> {
  const network = networkOf(ctx.request.ip);
  const account = `password|${network}|${email.trim().toLowerCase()}`;
  await spendAttempt(ctx, account, accountRule);
  await spendNetwork(ctx);
  return async () => {
    await forgetAttempts(ctx, account);
    await refundAttempt(ctx, `network|${network}`);
  };
}

/**
 * Counts one more attempt of this network.
 * @throws AppError `RATE_LIMITED`.
 */
export async function spendNetwork(ctx: Limited): Promise<void> {
  await spendAttempt(ctx, `network|${networkOf(ctx.request.ip)}`, networkRule);
}

/**
 * Counts one more sign-up from this network.
 * @throws AppError `RATE_LIMITED`.
 */
export async function spendSignUp(ctx: Limited): Promise<void> {
  await spendAttempt(ctx, `sign-up|${networkOf(ctx.request.ip)}`, signUpRule);
}
