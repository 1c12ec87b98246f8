'use client';

import { Card } from '@dovecote/ui/card';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
import { useTRPC } from '@/trpc/trpc-context';
import { ModelFigures } from './model-figures';
import { ModelForm } from './model-form';

/** The language model that words answers, and how it fares. */
export function ModelTab({ botId }: { botId: string }) {
  const t = useTranslations('faq.model');
  const trpc = useTRPC();
  const models = useQuery(trpc.faq.models.queryOptions());
  const desk = useQuery(trpc.faq.desk.queryOptions({ botId }));
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('figures')} description={t('figuresLead')}>
        <Loaded query={desk} skeleton={<Skeleton className="h-16 w-full" />}>
          {(found) => <ModelFigures desk={found} />}
        </Loaded>
      </Card>
      <Card title={t('title')} description={t('lead')}>
        <Loaded query={models} skeleton={<Skeleton className="h-48 w-full" />}>
          {({ own, platform, isPlatformInPlan }) => (
            <div className="flex flex-col gap-5">
              <p className="text-ink-muted text-sm">
                {platform === null
                  ? t('noPlatform')
                  : t.rich(isPlatformInPlan ? 'platform' : 'notInPlan', { model: () => <code>{platform}</code> })}
              </p>
              <RoleGate action="keys.manage">
                <ModelForm key={own?.url ?? 'none'} own={own} />
              </RoleGate>
            </div>
          )}
        </Loaded>
      </Card>
    </div>
  );
}
