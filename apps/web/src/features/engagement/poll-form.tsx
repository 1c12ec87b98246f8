'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Textarea } from '@dovecote/ui/textarea';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { useEngagementActs } from './use-engagement-acts';

const blank = { question: '', options: '', right: '', chatId: '', runAt: '' };

/** A poll of the owner's, or with a right option a quiz: now, or at a time. */
export function PollForm({ botId }: { botId: string }) {
  const t = useTranslations('engagement.polls.form');
  const { createPoll } = useEngagementActs();
  const suggestion = useQuery(useTRPC().engagement.pollDraft.queryOptions({ botId })).data;
  const [draft, setDraft] = useState(blank);
  const failure = createPoll.isError ? readFailure(createPoll.error) : undefined;
  const errorOf = (field: string) =>
    Object.entries(failure?.fields ?? {}).find(([name]) => name.split('.')[0] === field)?.[1];
  const isUnplaced = failure !== undefined && Object.keys(failure.fields).length === 0;
  const set = (change: Partial<typeof blank>) => setDraft({ ...draft, ...change });
  const create = (event: FormEvent) => {
    event.preventDefault();
    const right = draft.right.split(/[\s,]+/).filter((part) => part !== '');
    createPoll.mutate(
      {
        botId,
        question: draft.question,
        options: draft.options.split('\n').filter((option) => option.trim() !== ''),
        right: right.map((place) => Number(place) - 1),
        ...(draft.chatId === '' ? {} : { chatId: draft.chatId.trim() }),
        ...(draft.runAt === '' ? {} : { runAt: new Date(draft.runAt).toISOString() }),
      },
      {
        onSuccess: () => {
          toast.success(t(draft.runAt === '' ? 'sent' : 'planned'));
          setDraft(blank);
        },
      },
    );
  };
  return (
    <Card title={t('title')} description={t('lead')}>
      <form onSubmit={create} className="flex flex-col gap-5">
        {suggestion === undefined || suggestion.options.length === 0 || draft.options !== '' ? null : (
          <Button
            size="small"
            className="h-auto min-h-8 w-fit whitespace-normal py-1.5 text-start"
            onClick={() => set({ question: t('suggested'), options: suggestion.options.join('\n') })}
          >
            {t('suggest', { count: suggestion.options.length })}
          </Button>
        )}
        <Field label={t('question')} error={errorOf('question')}>
          <Input value={draft.question} maxLength={300} onChange={(event) => set({ question: event.target.value })} />
        </Field>
        <Field label={t('options')} hint={t('optionsHint')} error={errorOf('options')}>
          <Textarea rows={4} value={draft.options} onChange={(event) => set({ options: event.target.value })} />
        </Field>
        <Field label={t('right')} hint={t('rightHint')} error={errorOf('right')}>
          <Input value={draft.right} inputMode="numeric" onChange={(event) => set({ right: event.target.value })} />
        </Field>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label={t('chat')} hint={t('chatHint')} error={errorOf('chatId')}>
            <Input dir="ltr" value={draft.chatId} onChange={(event) => set({ chatId: event.target.value })} />
          </Field>
          <Field label={t('runAt')} hint={t('runAtHint')} error={errorOf('runAt')}>
            <Input type="datetime-local" value={draft.runAt} onChange={(event) => set({ runAt: event.target.value })} />
          </Field>
        </div>
        {isUnplaced ? (
          <p role="alert" className="text-[0.8125rem] text-bad-ink">
            {failure.message}
          </p>
        ) : null}
        <Button
          type="submit"
          tone="primary"
          className="w-fit max-sm:w-full"
          isLoading={createPoll.isPending}
          disabled={draft.question.trim() === '' || draft.options.trim() === ''}
        >
          {t('create')}
        </Button>
      </form>
    </Card>
  );
}
