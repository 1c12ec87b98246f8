'use client';

import { Button } from '@dovecote/ui/button';
import { useMutation } from '@tanstack/react-query';
import { Play, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { RoleGate } from '@/features/workspace/role-gate';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { useRefreshBots } from './use-refresh-bots';

export function StartStopButton({ bot }: { bot: Pick<Bot, 'id' | 'status' | 'desiredState'> }) {
  const t = useTranslations('bots.overview');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const onError = useFailureToast();
  const start = useMutation(
    trpc.bots.start.mutationOptions({ onError, onSettled: refresh, onSuccess: () => toast.success(t('started')) }),
  );
  const stop = useMutation(
    trpc.bots.stop.mutationOptions({ onError, onSettled: refresh, onSuccess: () => toast(t('stopped')) }),
  );
  if (bot.status === 'suspended') return null;
  return (
    <RoleGate action="bots.operate">
      {bot.desiredState === 'running' ? (
        <Button isLoading={stop.isPending} onClick={() => stop.mutate({ id: bot.id })}>
          <Square aria-hidden="true" />
          {t('stop')}
        </Button>
      ) : (
        <Button tone="primary" isLoading={start.isPending} onClick={() => start.mutate({ id: bot.id })}>
          <Play aria-hidden="true" />
          {t('start')}
        </Button>
      )}
    </RoleGate>
  );
}
