'use client';

import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { AuditList } from './audit-list';

const pageSize = 10;

/** What the audit log says of one bot. */
export function BotHistoryCard({ botId }: { botId: string }) {
  const t = useTranslations('admin.bot');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { targetId: botId, limit: pageSize };
  const events = usePages({
    queryKey: trpc.admin.auditLog.infiniteQueryKey(input),
    load: (from) => client.admin.auditLog.query({ ...input, ...from }),
  });
  return (
    <Card title={t('history')} isFlush>
      <Loaded query={events} skeleton={<SkeletonRows count={3} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-4 text-ink-muted text-sm sm:px-5">{t('historyEmpty')}</p>
          ) : (
            <>
              <AuditList events={found} label={t('history')} />
              <LoadMore query={events} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
