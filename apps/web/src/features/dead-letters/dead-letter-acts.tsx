'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useMay } from '@/features/workspace/use-may';
import { useResolveDeadLetters } from './use-resolve-dead-letters';

interface DeadLetterActsProps {
  botId: string;
  updateId: string;
  isContentKept: boolean;
}

/** Handles one dead letter once more, or gives it up after asking. */
export function DeadLetterActs({ botId, updateId, isContentKept }: DeadLetterActsProps) {
  const t = useTranslations('journal.deadLetters');
  const common = useTranslations('common');
  const may = useMay('deadLetters.resolve');
  const { replay, discard } = useResolveDeadLetters();
  const [isAsking, setAsking] = useState(false);
  const key = { id: botId, updateId };
  return (
    <span className="flex flex-wrap gap-2">
      {isContentKept ? (
        <Button
          size="small"
          aria-label={`${t('replay')}: ${updateId}`}
          disabled={!may}
          isLoading={replay.isPending}
          onClick={() => replay.mutate(key, { onSuccess: () => toast.success(t('replayed')) })}
        >
          {t('replay')}
        </Button>
      ) : null}
      <Button
        size="small"
        tone="dangerQuiet"
        aria-label={`${t('discard')}: ${updateId}`}
        disabled={!may}
        onClick={() => setAsking(true)}
      >
        {t('discard')}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('confirm.discardTitle', { id: updateId })}
        description={t('confirm.discardText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('discard')}
        isDanger
        isLoading={discard.isPending}
        onConfirm={() =>
          discard.mutate(key, { onSettled: () => setAsking(false), onSuccess: () => toast.success(t('discarded')) })
        }
      />
    </span>
  );
}
