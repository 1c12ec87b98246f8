'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import type { Outputs } from '@/trpc/router-types';
import { useFaqActs } from './use-faq-acts';

interface DocumentItemProps {
  botId: string;
  document: Outputs['faq']['documents'][number];
}

export function DocumentItem({ botId, document }: DocumentItemProps) {
  const t = useTranslations('faq.documents');
  const common = useTranslations('common');
  const { removeDocument } = useFaqActs();
  const [isAsking, setAsking] = useState(false);
  const { id, title, kind, passages, createdAt } = document;
  const remove = () =>
    removeDocument.mutate(
      { botId, documentId: id },
      { onSuccess: () => toast.success(t('removed')), onSettled: () => setAsking(false) },
    );
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-48 flex-col gap-1">
        <bdi className="break-words font-medium">{title}</bdi>
        <span className="flex flex-wrap items-center gap-2 text-ink-muted text-xs">
          <Badge>{t(`kinds.${kind}`)}</Badge>
          <span>
            {t('passages', { count: passages })} · <Ago at={createdAt} />
          </span>
        </span>
      </div>
      <Button size="small" tone="quiet" aria-label={t('removeOne', { title })} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
        {t('remove')}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('removeTitle')}
        description={t('removeText', { title })}
        cancelLabel={common('cancel')}
        confirmLabel={t('remove')}
        isDanger
        isLoading={removeDocument.isPending}
        onConfirm={remove}
      />
    </li>
  );
}
