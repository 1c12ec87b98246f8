'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { useTranslations } from 'next-intl';
import { AdminBotsCard } from './admin-bots-card';
import { AdminGate } from './admin-gate';

export function AdminBotsPage() {
  const t = useTranslations('admin.bots');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <AdminGate action="platform.readBots">
        <AdminBotsCard />
      </AdminGate>
    </div>
  );
}
