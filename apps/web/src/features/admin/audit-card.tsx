'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { AuditFilters } from './audit-filters';
import { AuditList, type AuditPick } from './audit-list';
import { useAuditFilters } from './use-audit-filters';
import { useAuditLog } from './use-audit-log';

export function AuditCard() {
  const t = useTranslations('admin');
  const common = useTranslations('common');
  const events = useAuditLog();
  const { setFilters, isFiltered, clear } = useAuditFilters();
  const pick = ({ actorId, targetId }: AuditPick) => {
    setFilters({
      ...(actorId !== undefined && { actor: actorId }),
      ...(targetId !== undefined && { target: targetId }),
    });
  };
  return (
    <Card isFlush>
      <AuditFilters />
      <Loaded query={events} skeleton={<SkeletonRows count={8} label={common('loading')} />}>
        {(found) =>
          found.length > 0 ? (
            <>
              <AuditList events={found} label={t('audit.list')} isStale={events.isPlaceholderData} onPick={pick} />
              <LoadMore query={events} />
            </>
          ) : isFiltered ? (
            <EmptyState title={t('audit.empty')} action={<Button onClick={clear}>{t('audit.clear')}</Button>} />
          ) : (
            <EmptyState icon={<ScrollText />} title={t('audit.none')} />
          )
        }
      </Loaded>
    </Card>
  );
}
