import type { Tx } from '@dovecote/db/client';
import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';

/**
 * Lets a new person in by an invitation, within the transaction that makes their account.
 * @throws AppError `FORBIDDEN` for an invitation that is unknown, used or over.
 */
export async function acceptInvitation(
  _tx: Tx,
  _ctx: ServiceContext,
  _invitation: { token: string; userId: string; email: string },
): Promise<void> {
  throw new AppError('FORBIDDEN', 'This invitation is not valid any more. Ask for a new one.');
}
