'use client';

import { useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import { MailBody } from './mail-body';
import { type Mail, mailState } from './mail-state';

/** A mail in full, with what became of it. */
export function MailDetails({ mail }: { mail: Mail }) {
  const t = useTranslations('mails');
  const state = mailState(mail);
  const facts = [
    { label: t('recipient'), value: mail.recipient },
    { label: t('written'), value: <ExactTime at={mail.createdAt} /> },
    ...(mail.sentAt === null ? [] : [{ label: t('delivered'), value: <ExactTime at={mail.sentAt} /> }]),
  ];
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
        {facts.map((fact) => (
          <div key={fact.label} className="contents">
            <dt className="text-ink-muted">{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <MailBody text={mail.body} />
      {state === 'shownOnly' ? <p className="text-ink-muted text-sm">{t('shownOnly')}</p> : null}
      {state === 'failed' ? <p className="text-bad-ink text-sm">{t('failed', { error: mail.error ?? '' })}</p> : null}
    </div>
  );
}
