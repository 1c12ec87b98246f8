'use client';

import { canOnPlatform, type PlatformAction } from '@dovecote/services/policies/platform-policy';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Lock, ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMe } from '@/features/shell/use-me';

interface AdminGateProps {
  action: PlatformAction;
  children: ReactNode;
}

/** Keeps a platform page from those who may not see it, and names the role it needs. */
export function AdminGate({ action, children }: AdminGateProps) {
  const t = useTranslations('admin.gate');
  const common = useTranslations('common');
  const me = useMe();
  if (me === undefined) {
    return (
      <Card isFlush>
        <SkeletonRows label={common('loading')} />
      </Card>
    );
  }
  if (canOnPlatform(me.platformRole, action) && !me.lacksSecondFactor) return children;
  if (me.lacksSecondFactor) {
    return (
      <Card>
        <EmptyState
          icon={<ShieldAlert />}
          title={t('factorTitle')}
          description={t('factorText')}
          action={
            <Link href="/account#second-factor" className={buttonStyles({ tone: 'primary' })}>
              {t('factorLink')}
            </Link>
          }
        />
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState icon={<Lock />} title={t('title')} description={t('description', { role: me.platformRole })} />
    </Card>
  );
}
