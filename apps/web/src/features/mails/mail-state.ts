import type { Outputs } from '@/trpc/router-types';

export type Mail = Outputs['mails']['list']['items'][number];

export type MailState = 'sent' | 'shownOnly' | 'failed' | 'queued';

/** How the server begins its remark on a mail that no mail server will take. */
const noServer = 'No mail server is set';

/** What became of a mail. */
export function mailState(mail: Pick<Mail, 'sentAt' | 'error'>): MailState {
  if (mail.sentAt !== null) return 'sent';
  if (mail.error === null) return 'queued';
  return mail.error.startsWith(noServer) ? 'shownOnly' : 'failed';
}
