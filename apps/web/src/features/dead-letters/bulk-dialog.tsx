'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useResolveDeadLetters } from './use-resolve-dead-letters';

export type BulkAct = 'replay' | 'discard';

interface BulkDialogProps {
  botId: string;
  act: BulkAct | null;
  total: number;
  onClose: () => void;
}

/** Says what replaying or discarding all means before it is done. */
export function BulkDialog({ botId, act, total, onClose }: BulkDialogProps) {
  const t = useTranslations('journal.deadLetters');
  const common = useTranslations('common');
  const { replayAll, discardAll } = useResolveDeadLetters();
  const isDiscard = act === 'discard';
  const run = () => {
    if (isDiscard) {
      discardAll.mutate(
        { id: botId },
        { onSettled: onClose, onSuccess: (done) => toast.success(t('discardedMany', { count: done.discarded })) },
      );
      return;
    }
    replayAll.mutate(
      { id: botId },
      {
        onSettled: onClose,
        onSuccess: ({ replayed, remaining, hasMore }) => {
          const left = t(hasMore ? 'remainingMore' : 'remainingGone', { count: remaining });
          toast.success(t('replayedMany', { count: replayed }), { description: remaining > 0 ? left : undefined });
        },
      },
    );
  };
  return (
    <AlertDialog
      open={act !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t(isDiscard ? 'confirm.discardAllTitle' : 'confirm.replayAllTitle', { count: total })}
      description={t(isDiscard ? 'confirm.discardAllText' : 'confirm.replayAllText')}
      cancelLabel={common('cancel')}
      confirmLabel={t(isDiscard ? 'discardAll' : 'replayAll')}
      isDanger={isDiscard}
      isLoading={replayAll.isPending || discardAll.isPending}
      onConfirm={run}
    />
  );
}
