import type { Tx } from '@dovecote/db/client';
import type { SecurityEventKind } from '@dovecote/db/schema/security-events';
import { users } from '@dovecote/db/schema/users';
import { eq } from 'drizzle-orm';
import { queueMail } from '../mails/queue-mail';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';

type FactorChange = Extract<
  SecurityEventKind,
  'authenticator_added' | 'authenticator_removed' | 'passkey_added' | 'passkey_removed' | 'recovery_codes_made'
>;

const subjects: Record<FactorChange, string> = {
  authenticator_added: 'An authenticator app was added to your account',
  authenticator_removed: 'The authenticator app was removed from your account',
  passkey_added: 'A passkey was added to your account',
  passkey_removed: 'A passkey was removed from your account',
  recovery_codes_made: 'New recovery codes were made for your account',
};

/** Writes a change of someone's second factor into their feed and tells them by mail. */
export async function tellFactorChange(
  tx: Tx,
  ctx: Pick<ServiceContext, 'clock' | 'request'>,
  userId: string,
  kind: FactorChange,
  detail?: Record<string, string>,
): Promise<void> {
  await recordSecurityEvent(tx, ctx, { userId, kind, ...(detail !== undefined && { detail }) });
  const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (user === undefined) return;
  await queueMail(tx, ctx, {
    userId,
    workspaceId: null,
    recipient: user.email,
    subject: subjects[kind],
    body: `${subjects[kind]} at ${ctx.clock().toISOString()}.\n\nIf it was not you, change your password now and sign every device out.`,
  });
}
