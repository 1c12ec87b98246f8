'use client';

import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { UnansweredQuestion } from './unanswered-question';

/** Somebody may answer in the group meanwhile. */
const lookEveryMs = 10_000;

/** What people asked and the bot did not know. */
export function UnansweredCard({ botId }: { botId: string }) {
  const t = useTranslations('modules.faq');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const questions = useQuery({ ...trpc.faq.unanswered.queryOptions({ botId }), refetchInterval: lookEveryMs });
  return (
    <Card title={t('title')} description={t('lead')} isFlush>
      <Loaded query={questions} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-5 pb-5 text-ink-muted text-sm">{t('empty')}</p>
          ) : (
            <ul className="divide-y divide-line border-line border-t">
              {found.map((question) => (
                <UnansweredQuestion key={question.id} botId={botId} question={question} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
