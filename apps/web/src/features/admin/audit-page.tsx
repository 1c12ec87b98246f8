'use client';

import { Button } from '@dovecote/ui/button';
import { PageHeader } from '@dovecote/ui/page-header';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { isPlatformAdmin, useMe } from '@/features/shell/use-me';
import { useTRPC } from '@/trpc/trpc-context';
import { AdminGate } from './admin-gate';
import { AuditCard } from './audit-card';
import { VerifyPanel } from './verify-panel';

export function AuditPage() {
  const t = useTranslations('admin');
  const trpc = useTRPC();
  const me = useMe();
  const onError = useFailureToast();
  const verify = useMutation(trpc.admin.verifyAuditLog.mutationOptions({ onError }));
  const isAdmin = isPlatformAdmin(me);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('audit.title')}
        description={t('audit.description')}
        actions={
          isAdmin ? (
            <Button isLoading={verify.isPending} onClick={() => verify.mutate()}>
              <ShieldCheck aria-hidden="true" />
              {t('audit.verify')}
            </Button>
          ) : undefined
        }
      />
      <AdminGate action="platform.readAudit">
        {verify.data === undefined ? null : <VerifyPanel verdict={verify.data} />}
        <AuditCard />
      </AdminGate>
    </div>
  );
}
