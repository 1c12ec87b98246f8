import type { SealedPlace } from '@dovecote/vault/envelope';

/** Where a mail's one-time address lies sealed. */
export function mailLinkPlace(mail: { id: string; userId: string }): SealedPlace {
  return { workspaceId: mail.userId, purpose: 'mail_link', row: mail.id, column: 'link' };
}

/** Stands in a mail's text for its one-time address. */
export const linkMark = '{link}';
