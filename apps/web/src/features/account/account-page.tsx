'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { useTranslations } from 'next-intl';
import { useMe } from '@/features/shell/use-me';
import { EmailCard } from './email-card';
import { PasswordCard } from './password-card';
import { ProfileCard } from './profile-card';
import { SecondFactorCard } from './second-factor-card';
import { SecurityEventsCard } from './security-events-card';
import { SessionsCard } from './sessions-card';

export function AccountPage() {
  const t = useTranslations('account');
  const me = useMe();
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PageHeader title={t('title')} />
      {me === undefined ? null : <ProfileCard key={me.id} me={me} />}
      <SecondFactorCard />
      <PasswordCard />
      <EmailCard />
      <SessionsCard />
      <SecurityEventsCard />
    </div>
  );
}
