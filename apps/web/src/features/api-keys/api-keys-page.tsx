'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { useTranslations } from 'next-intl';
import { RoleGate } from '@/features/workspace/role-gate';
import { useMay } from '@/features/workspace/use-may';
import { ApiKeysCard } from './api-keys-card';

/** The keys of programs that use the REST API. */
export function ApiKeysPage() {
  const t = useTranslations('keys');
  const may = useMay('keys.manage');
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader title={t('title')} description={t('lead')} />
      <RoleGate action="keys.manage">{may ? <ApiKeysCard /> : null}</RoleGate>
    </div>
  );
}
