'use client';

import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Disclosure } from '@dovecote/ui/disclosure';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { JsonBlock } from '@/features/activity/json-block';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import type { ModuleView } from './use-modules';

const versionsShown = 20;

/** What was published before, each a press away from being live again. */
export function ModuleVersions({ botId, module }: { botId: string; module: ModuleView }) {
  const t = useTranslations('modules.versions');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const versions = useQuery(trpc.modules.versions.queryOptions({ botId, moduleId: module.id, limit: versionsShown }));
  const rollBack = useMutation(
    trpc.modules.rollback.mutationOptions({
      onError: useFailureToast(),
      onSuccess: (_, { version }) => toast.success(t('rolledBack', { version })),
      onSettled: () => queryClient.invalidateQueries(trpc.modules.pathFilter()),
    }),
  );
  return (
    <Card title={t('title')} isFlush>
      <Loaded query={versions} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-5 pb-5 text-ink-muted text-sm">{t('empty')}</p>
          ) : (
            <ol className="divide-y divide-line border-line border-t">
              {items.map((one) => (
                <li key={one.version} className="flex flex-col gap-1 px-4 py-3 sm:px-5">
                  <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
                    <span className="flex items-center gap-2">
                      <span className="font-medium">{t('version', { version: one.version })}</span>
                      {one.version === module.version ? <Badge tone="good">{t('live')}</Badge> : null}
                      <span className="text-ink-muted text-xs">
                        <Ago at={one.createdAt} />
                      </span>
                    </span>
                    {one.version === module.version ? null : (
                      <Button
                        size="small"
                        isLoading={rollBack.isPending && rollBack.variables.version === one.version}
                        onClick={() =>
                          rollBack.mutate({
                            botId,
                            moduleId: module.id,
                            version: one.version,
                            expectedVersion: module.version,
                          })
                        }
                      >
                        {t('rollBack')}
                      </Button>
                    )}
                  </div>
                  <Disclosure label={t('contents')}>
                    <JsonBlock label={t('version', { version: one.version })} value={one.settings} />
                  </Disclosure>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}
