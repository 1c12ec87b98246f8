'use client';

import { Badge } from '@dovecote/ui/badge';
import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Disclosure } from '@dovecote/ui/disclosure';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FileButton } from '@/features/shared/file-button';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { useEngagementActs } from './use-engagement-acts';

type Question = Outputs['engagement']['questions']['items'][number];

const pageSize = 25;

/** The bank that quizzes and daily challenges ask from. */
export function QuestionsTab({ botId }: { botId: string }) {
  const t = useTranslations('engagement.questions');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { importQuestions } = useEngagementActs();
  const input = { botId, limit: pageSize };
  const questions = usePages({
    queryKey: trpc.engagement.questions.infiniteQueryKey(input),
    load: (from) => client.engagement.questions.query({ ...input, ...from }),
  });
  const take = async (file: File) => {
    const format = file.name.toLowerCase().endsWith('.json') ? 'json' : 'csv';
    importQuestions.mutate({ botId, format, text: await file.text() });
  };
  const failure = importQuestions.isError ? readFailure(importQuestions.error) : undefined;
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('import')} description={t('importLead')}>
        <div className="flex flex-col gap-4">
          <pre dir="ltr" className="whitespace-pre-wrap rounded-lg bg-sunken p-3 text-xs">
            {'question,option1,option2,option3,right,explanation\n2 + 2?,3,4,5,2,Two and two is four.'}
          </pre>
          <FileButton
            label={t('choose')}
            accept=".csv,.json,text/csv,application/json"
            isLoading={importQuestions.isPending}
            onFile={(file) => void take(file)}
          />
          {failure === undefined ? null : (
            <Banner tone="bad" isLive title={t('failed')}>
              {failure.fields.text ?? failure.message}
            </Banner>
          )}
          {importQuestions.data === undefined ? null : <Outcome outcome={importQuestions.data} />}
        </div>
      </Card>
      <Card title={t('title')} isFlush>
        <Loaded query={questions} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{t('empty')}</p>
            ) : (
              <>
                <ul aria-label={t('title')} className="divide-y divide-line border-line border-t">
                  {found.map((question) => (
                    <QuestionItem key={question.id} botId={botId} question={question} />
                  ))}
                </ul>
                <LoadMore query={questions} />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function Outcome({ outcome }: { outcome: Outputs['engagement']['importQuestions'] }) {
  const t = useTranslations('engagement.questions');
  const { imported, problems } = outcome;
  return (
    <Banner tone={imported === 0 ? 'warn' : 'good'} isLive title={t('imported', { count: imported })}>
      {problems.length === 0 ? null : (
        <Disclosure label={t('problems', { count: problems.length })}>
          <ul className="flex flex-col gap-1 text-xs">
            {problems.map(({ row, message }) => (
              <li key={row}>
                {t('row', { row })}: <span dir="ltr">{message}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Banner>
  );
}

function QuestionItem({ botId, question }: { botId: string; question: Question }) {
  const t = useTranslations('engagement.questions');
  const { removeQuestion } = useEngagementActs();
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
        <bdi className="break-words font-medium text-sm">{question.question}</bdi>
        <span className="flex flex-wrap gap-1.5">
          {question.options.map((option, index) => (
            <Badge key={option} tone={question.right.includes(index) ? 'good' : 'neutral'}>
              {option}
              {question.right.includes(index) ? <span className="sr-only">{t('right')}</span> : null}
            </Badge>
          ))}
        </span>
      </div>
      <Button
        size="small"
        tone="quiet"
        aria-label={t('removeOne', { question: question.question })}
        isLoading={removeQuestion.isPending}
        onClick={() => removeQuestion.mutate({ botId, questionId: question.id })}
      >
        <Trash2 aria-hidden="true" />
        {t('remove')}
      </Button>
    </li>
  );
}
