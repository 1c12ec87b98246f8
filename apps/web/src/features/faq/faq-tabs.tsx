'use client';

import { Tabs } from '@dovecote/ui/tabs';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { UnansweredCard } from '@/features/modules/unanswered-card';
import { RoleGate } from '@/features/workspace/role-gate';
import { DeskTab } from './desk-tab';
import { DocumentsTab } from './documents-tab';
import { ImportTab } from './import-tab';
import { ModelTab } from './model-tab';

/** Everything the bot answers from, and who answers when it cannot; `children` are its settings. */
export function FaqTabs({ botId, children }: { botId: string; children: ReactNode }) {
  const t = useTranslations('faq.tabs');
  const answers = (
    <div className="flex flex-col gap-6">
      <UnansweredCard botId={botId} />
      {children}
    </div>
  );
  const guarded = (part: ReactNode) => <RoleGate action="faq.answer">{part}</RoleGate>;
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { value: 'answers', label: t('answers'), panel: answers },
        { value: 'documents', label: t('documents'), panel: guarded(<DocumentsTab botId={botId} />) },
        { value: 'chats', label: t('chats'), panel: guarded(<ImportTab botId={botId} />) },
        { value: 'desk', label: t('desk'), panel: <DeskTab botId={botId} /> },
        { value: 'model', label: t('model'), panel: <ModelTab botId={botId} /> },
      ]}
    />
  );
}
