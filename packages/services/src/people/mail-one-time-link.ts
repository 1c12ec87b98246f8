import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { type LinkPurpose, oneTimeLinks } from '@dovecote/db/schema/one-time-links';
import { and, eq, isNull } from 'drizzle-orm';
import { linkMark, mailLinkPlace } from '../mails/mail-link-place';
import { queueMail } from '../mails/queue-mail';
import type { ServiceContext } from '../service-context';
import { findPageOrigin } from './find-page-origin';
import { hashOpaqueToken, newOpaqueToken } from './opaque-token';

interface LinkMail {
  userId: string;
  recipient: string;
  purpose: Exclude<LinkPurpose, 'sign_in'>;
  lifeMs: number;
  subject: string;
  /** The address is put below. */
  body: string;
}

const paths: Record<LinkMail['purpose'], string> = {
  reset_password: '/reset-password',
  verify_email: '/verify-email',
};

/**
 * Prepares a mail with a one-time address; the answer writes it within a transaction. Earlier unused links
 * to prove an address are void then; those for a new password live their half hour. The token stands behind `#`, which browsers send to no server.
 */
export async function prepareLinkMail(ctx: ServiceContext, mail: LinkMail): Promise<(tx: Tx) => Promise<void>> {
  const { userId, recipient, purpose, lifeMs, subject, body } = mail;
  const token = newOpaqueToken('link');
  const mailId = newId('mail');
  const address = `${findPageOrigin(ctx) ?? ''}${paths[purpose]}#${token}`;
  const sealed = await ctx.vault.seal(address, mailLinkPlace({ id: mailId, userId }));
  const now = ctx.clock();
  return async (tx) => {
    const isOpen = and(eq(oneTimeLinks.userId, userId), eq(oneTimeLinks.purpose, purpose), isNull(oneTimeLinks.usedAt));
    // Whoever names an address must not be able to void the link its owner asked for.
    if (purpose !== 'reset_password') await tx.update(oneTimeLinks).set({ usedAt: now }).where(isOpen);
    await tx.insert(oneTimeLinks).values({
      id: newId('link'),
      tokenHash: hashOpaqueToken(token),
      purpose,
      userId,
      email: recipient,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifeMs),
    });
    const text = `${body}\n\n${linkMark}\n\nThe link works once. If you did not ask for it, do nothing.`;
    await queueMail(tx, ctx, { userId, workspaceId: null, recipient, subject, body: text, link: { mailId, sealed } });
  };
}
