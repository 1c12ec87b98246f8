'use client';

import { Tabs } from '@dovecote/ui/tabs';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { UnansweredCard } from '@/features/modules/unanswered-card';
import { RoleGate } from '@/features/workspace/role-gate';
import { useMay } from '@/features/workspace/use-may';
import { DeskTab } from './desk-tab';
import { DocumentsTab } from './documents-tab';
import { ImportTab } from './import-tab';
import { ModelTab } from './model-tab';

/** Everything the bot answers from, and who answers when it cannot; `children` are its settings. */
export function FaqTabs({ botId, children }: { botId: string; children: ReactNode }) {
  const t = useTranslations('faq.tabs');
  const mayRead = useMay('updates.readContent');
  const guarded = (part: ReactNode) => <RoleGate action="faq.answer">{part}</RoleGate>;
  const answers = (
    <div className="flex flex-col gap-6">
      {guarded(mayRead ? <UnansweredCard botId={botId} /> : null)}
      {children}
    </div>
  );
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { value: 'answers', label: t('answers'), panel: answers },
        { value: 'documents', label: t('documents'), panel: guarded(<DocumentsTab botId={botId} />) },
        { value: 'chats', label: t('chats'), panel: guarded(mayRead ? <ImportTab botId={botId} /> : null) },
        { value: 'desk', label: t('desk'), panel: <DeskTab botId={botId} /> },
        { value: 'model', label: t('model'), panel: <ModelTab botId={botId} /> },
      ]}
    />
  );
}
