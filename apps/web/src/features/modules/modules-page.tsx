'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
import { ModuleCard } from './module-card';
import { useModules } from './use-modules';

export function ModulesPage({ botId }: { botId: string }) {
  const t = useTranslations('modules.list');
  const modules = useModules(botId);
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">{t('title')}</h2>
      <p className="text-ink-muted text-sm">{t('lead')}</p>
      <Loaded query={modules} skeleton={<Skeleton className="h-44 w-full" />}>
        {(found) => (
          <RoleGate action="modules.save">
            <ul className="grid gap-4 md:grid-cols-2">
              {[...found]
                .sort((left, right) => Number(right.isCore) - Number(left.isCore))
                .map((module) => (
                  <li key={module.id}>
                    <ModuleCard botId={botId} module={module} />
                  </li>
                ))}
            </ul>
          </RoleGate>
        )}
      </Loaded>
    </div>
  );
}
