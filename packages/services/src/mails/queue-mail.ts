import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { mails } from '@dovecote/db/schema/mails';
import { workIntents } from '@dovecote/db/schema/schedules';
import { scrub } from '@dovecote/observability/scrub';
import type { ServiceContext } from '../service-context';

export interface MailInput {
  userId: string;
  workspaceId: string | null;
  recipient: string;
  subject: string;
  body: string;
}

/** Writes the mail and the intent to deliver it within the caller's transaction. */
export async function queueMail(tx: Tx, ctx: Pick<ServiceContext, 'clock'>, mail: MailInput): Promise<string> {
  const id = newId('mail');
  const now = ctx.clock();
  const text = { subject: scrub(mail.subject), body: scrub(mail.body) };
  await tx.insert(mails).values({ ...mail, ...text, id, createdAt: now });
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
