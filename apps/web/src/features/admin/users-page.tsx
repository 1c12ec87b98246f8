'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { useTranslations } from 'next-intl';
import { AdminGate } from './admin-gate';
import { UsersCard } from './users-card';

export function UsersPage() {
  const t = useTranslations('admin.users');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <AdminGate action="platform.readUsers">
        <UsersCard />
      </AdminGate>
    </div>
  );
}
