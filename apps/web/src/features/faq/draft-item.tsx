'use client';

import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Textarea } from '@dovecote/ui/textarea';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Outputs } from '@/trpc/router-types';
import { useFaqActs } from './use-faq-acts';

interface DraftItemProps {
  botId: string;
  draft: Outputs['faq']['drafts'][number];
}

/** A drafted pair as it would be published; edited in place. */
export function DraftItem({ botId, draft }: DraftItemProps) {
  const t = useTranslations('faq.import');
  const { resolveDraft } = useFaqActs();
  const [pair, setPair] = useState({ question: draft.question, answer: draft.answer });
  const key = { botId, draftId: draft.id };
  const approve = () => resolveDraft.mutate({ ...key, pair }, { onSuccess: () => toast.success(t('approved')) });
  return (
    <li className="flex flex-col gap-3 px-4 py-4 sm:px-5">
      <Field label={t('question')}>
        <Input
          value={pair.question}
          maxLength={500}
          onChange={(event) => setPair({ ...pair, question: event.target.value })}
        />
      </Field>
      <Field label={t('answer')}>
        <Textarea
          rows={3}
          value={pair.answer}
          maxLength={4096}
          onChange={(event) => setPair({ ...pair, answer: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          tone="primary"
          isLoading={resolveDraft.isPending}
          disabled={pair.question.trim() === '' || pair.answer.trim() === ''}
          onClick={approve}
        >
          {t('approve')}
        </Button>
        <Button
          size="small"
          tone="quiet"
          disabled={resolveDraft.isPending}
          onClick={() => resolveDraft.mutate({ ...key, pair: null })}
        >
          {t('dismiss')}
        </Button>
      </div>
    </li>
  );
}
