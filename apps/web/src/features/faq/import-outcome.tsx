'use client';

import { Banner } from '@dovecote/ui/banner';
import { Disclosure } from '@dovecote/ui/disclosure';
import { useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';

/** What an import brought, and which messages could not be read. */
export function ImportOutcome({ outcome }: { outcome: Outputs['faq']['importChat'] }) {
  const t = useTranslations('faq.import');
  const { drafted, leftOut, problems } = outcome;
  return (
    <Banner tone={drafted === 0 ? 'warn' : 'good'} isLive title={t('drafted', { count: drafted })}>
      {leftOut === 0 ? null : <p>{t('leftOut', { count: leftOut })}</p>}
      {problems.length === 0 ? null : (
        <Disclosure label={t('problems', { count: problems.length })}>
          <ul className="flex flex-col gap-1 text-xs">
            {problems.map(({ message, problem }) => (
              <li key={message}>
                {t('message', { message })}: <span dir="ltr">{problem}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Banner>
  );
}
