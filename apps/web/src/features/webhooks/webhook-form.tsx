'use client';

import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Switch } from '@dovecote/ui/switch';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { useEventName } from './use-event-name';
import { type WebhookEvent, webhookEvents } from './webhook';

export interface WebhookDraft {
  url: string;
  description: string;
  events: WebhookEvent[];
}

interface WebhookFormProps {
  start: WebhookDraft;
  submitLabel: string;
  isPending: boolean;
  /** Why it was refused, if it was. */
  error: unknown;
  onSubmit: (draft: WebhookDraft) => void;
}

/** Where to, of what, and a note for oneself. */
export function WebhookForm({ start, submitLabel, isPending, error, onSubmit }: WebhookFormProps) {
  const t = useTranslations('webhooks.form');
  const common = useTranslations('common');
  const eventName = useEventName();
  const [draft, setDraft] = useState(start);
  const failure = error === null ? undefined : readFailure(error);
  const isUnplaced = failure !== undefined && Object.keys(failure.fields).length === 0;
  const choose = (type: WebhookEvent, isChosen: boolean) =>
    setDraft({
      ...draft,
      events: webhookEvents.filter((one) => (one === type ? isChosen : draft.events.includes(one))),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ ...draft, url: draft.url.trim(), description: draft.description.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <Field
        label={t('url')}
        hint={t('urlHint')}
        error={failure?.fields.url ?? (isUnplaced ? failure.message || common('failure.title') : undefined)}
      >
        <Input
          value={draft.url}
          type="url"
          dir="ltr"
          isCode
          autoComplete="off"
          spellCheck={false}
          placeholder="https://example.com/dovecote"
          onChange={(event) => setDraft({ ...draft, url: event.target.value })}
        />
      </Field>
      <Field label={t('description')} aside={common('optional')} error={failure?.fields.description}>
        <Input
          value={draft.description}
          maxLength={200}
          onChange={(event) => setDraft({ ...draft, description: event.target.value })}
        />
      </Field>
      <fieldset className="flex flex-col">
        <legend className="pb-1 font-medium text-sm">{t('events')}</legend>
        {webhookEvents.map((type) => (
          <Field key={type} label={eventName(type)} hint={<code dir="ltr">{type}</code>} isInline>
            <Switch checked={draft.events.includes(type)} onChange={(isChosen) => choose(type, isChosen)} />
          </Field>
        ))}
      </fieldset>
      <Button
        type="submit"
        tone="primary"
        className="w-fit max-sm:w-full"
        isLoading={isPending}
        disabled={draft.url.trim() === '' || draft.events.length === 0}
      >
        {submitLabel}
      </Button>
    </form>
  );
}
