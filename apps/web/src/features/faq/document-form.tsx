'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Segmented } from '@dovecote/ui/segmented';
import { Textarea } from '@dovecote/ui/textarea';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';
import { FileButton } from './file-button';
import { readUpload } from './read-upload';
import { useFaqActs } from './use-faq-acts';

const kinds = ['markdown', 'text', 'html', 'pdf'] as const;
type Kind = (typeof kinds)[number];

const blank = { kind: 'markdown' as Kind, title: '', content: '', fileName: '' };

/** Adds a document: a file, or a text that is pasted. */
export function DocumentForm({ botId }: { botId: string }) {
  const t = useTranslations('faq.documents');
  const { addDocument } = useFaqActs();
  const [draft, setDraft] = useState(blank);
  const failure = addDocument.isError ? readFailure(addDocument.error) : undefined;
  const isUnplaced = failure !== undefined && Object.keys(failure.fields).length === 0;
  const { kind, title, content, fileName } = draft;
  const take = async (file: File) => {
    const upload = await readUpload(file);
    setDraft({ ...upload, title: title === '' ? file.name.replace(/\.[^.]+$/, '').slice(0, 200) : title });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    addDocument.mutate(
      { botId, kind, title: title.trim(), content },
      {
        onSuccess: ({ passages }) => {
          toast.success(t('added', { count: passages }));
          setDraft({ ...blank, kind });
        },
      },
    );
  };
  return (
    <Card title={t('add')} description={t('addLead')}>
      <form onSubmit={add} className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center gap-3">
          <FileButton
            label={t('choose')}
            accept=".md,.markdown,.txt,.html,.htm,.pdf,text/*,application/pdf"
            onFile={take}
          />
          {fileName === '' ? null : <bdi className="text-ink-muted text-sm">{fileName}</bdi>}
        </div>
        <Segmented
          label={t('kind')}
          value={kind}
          onChange={(next) =>
            setDraft({ ...draft, kind: next, ...(fileName === '' ? {} : { content: '', fileName: '' }) })
          }
          options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <Field label={t('name')} error={failure?.fields.title}>
          <Input
            value={title}
            maxLength={200}
            onChange={(event) => setDraft({ ...draft, title: event.target.value })}
          />
        </Field>
        {kind === 'pdf' || fileName !== '' ? (
          failure?.fields.content === undefined ? null : (
            <p role="alert" className="text-[0.8125rem] text-bad-ink">
              {t('unreadable', { problem: failure.fields.content })}
            </p>
          )
        ) : (
          <Field label={t('content')} hint={t(`hints.${kind}`)} error={failure?.fields.content}>
            <Textarea
              rows={8}
              value={content}
              onChange={(event) => setDraft({ ...draft, content: event.target.value })}
            />
          </Field>
        )}
        {isUnplaced ? (
          <p role="alert" className="text-[0.8125rem] text-bad-ink">
            {failure.message}
          </p>
        ) : null}
        <Button
          type="submit"
          tone="primary"
          className="w-fit max-sm:w-full"
          isLoading={addDocument.isPending}
          disabled={title.trim() === '' || content === ''}
        >
          {t('add')}
        </Button>
      </form>
    </Card>
  );
}
