'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useBot } from '@/features/bots/use-bot';
import { ChatWindow } from '@/features/playground/chat-window';
import { FailureView } from '@/features/shared/failure-view';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
import { useMay } from '@/features/workspace/use-may';
import { ModuleForm } from './module-form';
import { moduleScreens } from './module-screens';
import { ModuleVersions } from './module-versions';
import { type ModuleView, useModules } from './use-modules';

interface ModulePageProps {
  botId: string;
  moduleId: string;
}

const absent = { message: '', data: { code: 'NOT_FOUND', httpStatus: 404 } };

/** A module's settings, with the bot beside to try them. */
export function ModulePage({ botId, moduleId }: ModulePageProps) {
  const t = useTranslations('modules');
  const modules = useModules(botId);
  const bot = useBot(botId).data;
  const mayTry = useMay('sandbox.use');
  return (
    <div className="flex flex-col gap-5">
      <Link
        href={`/bots/${botId}/modules`}
        className="focus-ring touch flex w-fit items-center gap-1.5 rounded text-ink-muted text-sm no-underline hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t('form.back')}
      </Link>
      <Loaded query={modules} skeleton={<Skeleton className="h-96 w-full" />}>
        {(found) => {
          const module = found.find((one) => one.id === moduleId);
          if (module === undefined) return <FailureView error={absent} />;
          const Screen = moduleScreens[module.id];
          const settings = settingsOf(botId, module);
          return (
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
              <div className="flex min-w-0 flex-col gap-6">
                {Screen === undefined ? settings : <Screen botId={botId}>{settings}</Screen>}
              </div>
              {bot?.environment === 'sandbox' ? (
                <div className="xl:sticky xl:top-20">
                  <h2 className="mb-2 font-medium text-sm">{t('try')}</h2>
                  <RoleGate action="sandbox.use">{mayTry ? <ChatWindow bot={bot} /> : null}</RoleGate>
                </div>
              ) : null}
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

function settingsOf(botId: string, module: ModuleView) {
  return (
    <RoleGate action="modules.save">
      <ModuleForm key={module.version} botId={botId} module={module} />
      <ModuleVersions botId={botId} module={module} />
    </RoleGate>
  );
}
