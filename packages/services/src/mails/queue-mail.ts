import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { mails } from '@dovecote/db/schema/mails';
import { workIntents } from '@dovecote/db/schema/schedules';
import { scrub } from '@dovecote/observability/scrub';
import type { Sealed } from '@dovecote/vault/sealed';
import type { ServiceContext } from '../service-context';

export interface MailInput {
  userId: string;
  workspaceId: string | null;
  recipient: string;
  subject: string;
  /** May hold `linkMark` where `link` belongs. */
  body: string;
  /** A one-time address sealed at `mailLinkPlace`, and the mail's id it was sealed for. */
  link?: { mailId: string; sealed: Sealed };
}

/** Writes the mail and the intent to deliver it within the caller's transaction. */
export async function queueMail(tx: Tx, ctx: Pick<ServiceContext, 'clock'>, mail: MailInput): Promise<string> {
  const { link, ...words } = mail;
  const id = link?.mailId ?? newId('mail');
  const now = ctx.clock();
  const text = { subject: scrub(mail.subject), body: scrub(mail.body) };
  await tx.insert(mails).values({ ...words, ...text, id, link: link?.sealed ?? null, createdAt: now });
  await tx.insert(workIntents).values({
    id: newId('intent'),
    workspaceId: mail.workspaceId,
    kind: 'mail.deliver',
    subjectId: id,
    runAt: now,
    createdAt: now,
  });
  return id;
}
