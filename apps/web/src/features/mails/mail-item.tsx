'use client';

import { Disclosure } from '@dovecote/ui/disclosure';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { MailDetails } from './mail-details';
import { type Mail, mailState } from './mail-state';

const tones = { sent: 'good', shownOnly: 'neutral', queued: 'accent', failed: 'bad' } as const;

/** One mail in the list; opened, it shows its text. */
export function MailItem({ mail }: { mail: Mail }) {
  const t = useTranslations('mails');
  const state = mailState(mail);
  return (
    <li className="flex flex-col gap-1.5 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium text-[0.9375rem]">{mail.subject}</h2>
        <StatusBadge tone={tones[state]}>{t(`states.${state}`)}</StatusBadge>
      </div>
      <p className="text-ink-muted text-xs">
        {t('to', { recipient: mail.recipient })} · <Ago at={mail.createdAt} />
      </p>
      <Disclosure
        label={
          <>
            {t('read')}
            <span className="sr-only">: {mail.subject}</span>
          </>
        }
      >
        <MailDetails mail={mail} />
      </Disclosure>
    </li>
  );
}
