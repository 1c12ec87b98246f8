'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useFaqActs } from './use-faq-acts';

/** The workspace's own endpoint; its key goes in and never comes out. */
export function ModelForm({ own }: { own: Outputs['faq']['models']['own'] }) {
  const t = useTranslations('faq.model');
  const common = useTranslations('common');
  const { saveModel, removeModel } = useFaqActs();
  const [draft, setDraft] = useState({ url: own?.url ?? '', model: own?.model ?? '', apiKey: '' });
  const failure = saveModel.isError ? readFailure(saveModel.error) : undefined;
  const isUnplaced = failure !== undefined && Object.keys(failure.fields).length === 0;
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [field]: event.target.value });
  const save = (event: FormEvent) => {
    event.preventDefault();
    const apiKey = draft.apiKey.trim();
    saveModel.mutate(
      { url: draft.url.trim(), model: draft.model.trim(), ...(apiKey !== '' && { apiKey }) },
      {
        onSuccess: () => {
          toast.success(t('saved'));
          setDraft({ ...draft, apiKey: '' });
        },
      },
    );
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      {isUnplaced ? (
        <Banner tone="bad" isLive>
          {failure.message}
        </Banner>
      ) : null}
      <Field label={t('url')} hint={t('urlHint')} error={failure?.fields.url}>
        <Input
          type="url"
          dir="ltr"
          isCode
          autoComplete="off"
          placeholder="https://api.example.com/v1"
          value={draft.url}
          onChange={set('url')}
        />
      </Field>
      <Field label={t('name')} error={failure?.fields.model}>
        <Input dir="ltr" isCode autoComplete="off" value={draft.model} onChange={set('model')} />
      </Field>
      <Field
        label={t('apiKey')}
        hint={own === null ? t('apiKeyHint') : t('apiKeyKept')}
        aside={own === null ? undefined : common('optional')}
        error={failure?.fields.apiKey}
      >
        <Input type="password" dir="ltr" isCode autoComplete="off" value={draft.apiKey} onChange={set('apiKey')} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          isLoading={saveModel.isPending}
          disabled={draft.url.trim() === '' || draft.model.trim() === ''}
        >
          {t('save')}
        </Button>
        {own === null ? null : (
          <Button
            tone="danger"
            isLoading={removeModel.isPending}
            onClick={() => removeModel.mutate(undefined, { onSuccess: () => toast.success(t('removed')) })}
          >
            {t('remove')}
          </Button>
        )}
      </div>
      {own === null ? null : <ModelTest />}
    </form>
  );
}

/** Asks the saved endpoint one question. */
function ModelTest() {
  const t = useTranslations('faq.model');
  const format = useFormatter();
  const { testModel } = useFaqActs();
  const outcome = testModel.data;
  return (
    <div className="flex flex-col gap-3">
      <Button className="w-fit max-sm:w-full" isLoading={testModel.isPending} onClick={() => testModel.mutate()}>
        {t('test')}
      </Button>
      {outcome === undefined ? null : (
        <Banner
          tone={outcome.ok ? 'good' : 'bad'}
          isLive
          title={outcome.problem ?? t('works', { took: format.number(outcome.durationMs) })}
        >
          {outcome.answer === null ? undefined : <bdi className="break-words">{outcome.answer}</bdi>}
        </Banner>
      )}
    </div>
  );
}
