'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import type { AdminBot } from './admin-bot';
import { AdminLimitFields } from './admin-limit-fields';
import { BotLookDialog } from './bot-look-dialog';
import { readLimit } from './read-limit';
import { ReasonDialog } from './reason-dialog';

export interface AdminAct {
  kind: 'suspend' | 'activate' | 'limit' | 'access';
  bot: AdminBot;
}

interface AdminActDialogProps {
  act: AdminAct;
  open: boolean;
  onClose: () => void;
}

/** The dialog of an admin's act on one bot; each asks for a reason. */
export function AdminActDialog({ act, open, onClose }: AdminActDialogProps) {
  const t = useTranslations('admin.bots');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { kind, bot } = act;
  const [texts, setTexts] = useState({
    requestsPerSecond: String(bot.limits.requestsPerSecond),
    maxConcurrent: String(bot.limits.maxConcurrent),
  });
  const requestsPerSecond = readLimit(texts.requestsPerSecond);
  const maxConcurrent = readLimit(texts.maxConcurrent);
  const { name } = bot;
  const onError = useFailureToast();
  const onSettled = () => queryClient.invalidateQueries(trpc.admin.pathFilter());
  const done = (words: string) => () => {
    toast.success(words);
    onClose();
  };
  const shared = { onError, onSettled };
  const suspend = useMutation(
    trpc.admin.suspendBot.mutationOptions({ ...shared, onSuccess: done(t('suspended', { name })) }),
  );
  const activate = useMutation(
    trpc.admin.activateBot.mutationOptions({ ...shared, onSuccess: done(t('activated', { name })) }),
  );
  const limit = useMutation(
    trpc.admin.setLimits.mutationOptions({ ...shared, onSuccess: done(t('limited', { name })) }),
  );
  const access = useMutation(trpc.admin.accessBot.mutationOptions(shared));

  if (access.data !== undefined) return <BotLookDialog open={open} look={access.data} onClose={onClose} />;
  if (kind === 'limit') {
    return (
      <ReasonDialog
        open={open}
        title={t('limitTitle', { name })}
        description={t('limitText')}
        confirmLabel={t('limit')}
        isLoading={limit.isPending}
        isConfirmDisabled={requestsPerSecond === null || maxConcurrent === null}
        onConfirm={(reason) => {
          if (requestsPerSecond === null || maxConcurrent === null) return;
          limit.mutate({ id: bot.id, requestsPerSecond, maxConcurrent, reason });
        }}
        onClose={onClose}
      >
        <AdminLimitFields texts={texts} onChange={setTexts} />
      </ReasonDialog>
    );
  }
  const acts = { suspend, activate, access };
  const chosen = acts[kind];
  return (
    <ReasonDialog
      open={open}
      title={t(`${kind}Title`, { name })}
      description={t(`${kind}Text`)}
      confirmLabel={t(kind)}
      isDanger={kind === 'suspend'}
      isLoading={chosen.isPending}
      onConfirm={(reason) => chosen.mutate({ id: bot.id, reason })}
      onClose={onClose}
    />
  );
}
