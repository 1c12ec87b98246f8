'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useModuleName } from '@/features/modules/use-module-name';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { updateTones } from './update';
import { useKindName } from './use-kind-name';

const rowsShown = 8;

/** The latest updates; they arrive by themselves. */
export function RecentActivityCard({ botId }: { botId: string }) {
  const t = useTranslations('bots');
  const common = useTranslations('common');
  const kindName = useKindName();
  const moduleName = useModuleName(botId);
  const trpc = useTRPC();
  const updates = useQuery(trpc.bots.updates.queryOptions({ id: botId, limit: rowsShown }));
  return (
    <Card
      title={t('overview.recent.title')}
      isFlush
      actions={
        <Link href={`/bots/${botId}/activity`} className={buttonStyles({ size: 'small' })}>
          {t('overview.recent.all')}
        </Link>
      }
    >
      <Loaded query={updates} skeleton={<SkeletonRows count={3} label={common('loading')} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-5 pb-6 text-ink-muted text-sm">{t('overview.recent.empty')}</p>
          ) : (
            <ul className="border-line border-t">
              {items.map((update) => (
                <li key={update.id} className="border-line border-b last:border-b-0">
                  <Link
                    href={`/bots/${botId}/activity/${update.id}`}
                    className="focus-ring -outline-offset-2! flex min-h-11 items-center justify-between gap-3 px-4 py-2 text-ink text-sm no-underline hover:bg-sunken sm:px-5"
                  >
                    <span className="flex min-w-0 items-center gap-3">
                      <span className="truncate font-medium">{kindName(update.kind)}</span>
                      {update.moduleId === null ? null : (
                        <span className="text-ink-muted max-sm:hidden">{moduleName(update.moduleId)}</span>
                      )}
                    </span>
                    <span className="flex shrink-0 items-center gap-3">
                      <StatusBadge tone={updateTones[update.state]}>{t(`activity.states.${update.state}`)}</StatusBadge>
                      <span className="w-28 text-end text-ink-muted text-xs max-sm:hidden">
                        <Ago at={update.receivedAt} />
                      </span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
