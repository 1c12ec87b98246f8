'use client';

import { Banner } from '@dovecote/ui/banner';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { DraftItem } from './draft-item';
import { FileButton } from './file-button';
import { ImportOutcome } from './import-outcome';
import { useFaqActs } from './use-faq-acts';

/** Pairs found in an exported chat, to be approved one by one. */
export function ImportTab({ botId }: { botId: string }) {
  const t = useTranslations('faq.import');
  const common = useTranslations('common');
  const { importChat } = useFaqActs();
  const drafts = useQuery(useTRPC().faq.drafts.queryOptions({ botId }));
  const failure = importChat.isError ? readFailure(importChat.error) : undefined;
  const take = async (file: File) => importChat.mutate({ botId, content: await file.text() });
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('title')} description={t('lead')}>
        <div className="flex flex-col gap-4">
          <FileButton
            label={t('choose')}
            accept=".json,application/json"
            isLoading={importChat.isPending}
            onFile={(file) => void take(file)}
          />
          {failure === undefined ? null : (
            <Banner tone="bad" isLive title={t('failed')}>
              {failure.fields.content === undefined
                ? failure.message
                : t('problem', { problem: failure.fields.content })}
            </Banner>
          )}
          {importChat.data === undefined ? null : <ImportOutcome outcome={importChat.data} />}
        </div>
      </Card>
      <Card title={t('drafts')} description={t('draftsLead')} isFlush>
        <Loaded query={drafts} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <p className="px-5 pb-5 text-ink-muted text-sm">{t('empty')}</p>
            ) : (
              <ul aria-label={t('drafts')} className="divide-y divide-line border-line border-t">
                {found.map((draft) => (
                  <DraftItem key={draft.id} botId={botId} draft={draft} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
