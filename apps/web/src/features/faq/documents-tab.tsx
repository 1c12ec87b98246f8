'use client';

import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { DocumentForm } from './document-form';
import { DocumentItem } from './document-item';

/** What the bot reads besides the pairs. */
export function DocumentsTab({ botId }: { botId: string }) {
  const t = useTranslations('faq.documents');
  const common = useTranslations('common');
  const format = useFormatter();
  const trpc = useTRPC();
  const documents = useQuery(trpc.faq.documents.queryOptions({ botId }));
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('title')} description={t('lead')} isFlush>
        <Loaded query={documents} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <p className="px-5 pb-5 text-ink-muted text-sm">{t('empty')}</p>
            ) : (
              <>
                <p className="px-4 pb-4 text-ink-muted text-sm sm:px-5">
                  {t('total', {
                    count: found.length,
                    passages: format.number(found.reduce((sum, { passages }) => sum + passages, 0)),
                  })}
                </p>
                <ul aria-label={t('title')} className="divide-y divide-line border-line border-t">
                  {found.map((document) => (
                    <DocumentItem key={document.id} botId={botId} document={document} />
                  ))}
                </ul>
              </>
            )
          }
        </Loaded>
      </Card>
      <DocumentForm botId={botId} />
    </div>
  );
}
