'use client';

import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Textarea } from '@dovecote/ui/textarea';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

interface UnansweredQuestionProps {
  botId: string;
  question: Outputs['faq']['unanswered'][number];
}

const answerLengthMax = 4096;

export function UnansweredQuestion({ botId, question }: UnansweredQuestionProps) {
  const t = useTranslations('modules.faq');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = useFailureToast();
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState(question.answer ?? '');
  const refresh = async () => {
    await queryClient.invalidateQueries(trpc.faq.pathFilter());
    await queryClient.invalidateQueries(trpc.modules.pathFilter());
  };
  const answer = useMutation(
    trpc.faq.answer.mutationOptions({ onError, onSettled: refresh, onSuccess: () => toast.success(t('added')) }),
  );
  const dismiss = useMutation(trpc.faq.dismiss.mutationOptions({ onError, onSettled: refresh }));
  const key = { botId, questionId: question.id };
  const add = (text: string) => answer.mutate({ ...key, answer: text });
  return (
    <li className="flex flex-col gap-3 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex min-w-0 flex-col">
          <bdi className="font-medium">{question.question}</bdi>
          <span className="text-ink-muted text-xs">
            {t('asked', { count: question.asked })} · <Ago at={question.lastAskedAt} />
          </span>
          {question.state === 'open' ? null : (
            <Badge tone={question.state === 'answered' ? 'good' : 'accent'} className="mt-1">
              {t(`states.${question.state}`)}
            </Badge>
          )}
          {question.answer === null ? null : (
            <blockquote className="mt-1 whitespace-pre-wrap break-words border-line border-s-2 ps-3 text-sm">
              <bdi>{question.answer}</bdi>
            </blockquote>
          )}
        </div>
        {isOpen ? null : (
          <span className="flex gap-2">
            <Button size="small" tone="quiet" isLoading={dismiss.isPending} onClick={() => dismiss.mutate(key)}>
              {t('dismiss')}
            </Button>
            <Button size="small" onClick={() => setOpen(true)}>
              {question.answer === null ? t('answer') : t('edit')}
            </Button>
            {question.answer === null ? null : (
              <Button
                size="small"
                tone="primary"
                isLoading={answer.isPending}
                onClick={() => add(question.answer ?? '')}
              >
                {t('add')}
              </Button>
            )}
          </span>
        )}
      </div>
      {isOpen ? (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            add(words.trim());
          }}
        >
          <Field label={t('label')}>
            <Textarea value={words} maxLength={answerLengthMax} onChange={(event) => setWords(event.target.value)} />
          </Field>
          <div className="flex gap-2">
            <Button
              type="submit"
              tone="primary"
              size="small"
              isLoading={answer.isPending}
              disabled={words.trim() === ''}
            >
              {t('add')}
            </Button>
            <Button size="small" tone="quiet" onClick={() => setOpen(false)}>
              {common('cancel')}
            </Button>
          </div>
        </form>
      ) : null}
    </li>
  );
}
