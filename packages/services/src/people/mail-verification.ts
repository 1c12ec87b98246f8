import type { Tx } from '@dovecote/db/client';
import type { ServiceContext } from '../service-context';
import { prepareLinkMail } from './mail-one-time-link';

const verifyMs = 24 * 3_600_000;

/** Prepares the mail that proves an address; the answer writes it within a transaction. */
export async function prepareVerificationMail(
  ctx: ServiceContext,
  userId: string,
  email: string,
): Promise<(tx: Tx) => Promise<void>> {
  return await prepareLinkMail(ctx, {
    userId,
    recipient: email,
    purpose: 'verify_email',
    lifeMs: verifyMs,
    subject: 'Confirm your e-mail address',
    body: 'Confirm within 24 hours that this address is yours:',
  });
}
