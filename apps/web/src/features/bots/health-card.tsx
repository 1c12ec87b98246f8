'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { RoleGate } from '@/features/workspace/role-gate';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot, BotStatus } from './bot';
import { ConcernText } from './concern-text';
import { useRefreshBots } from './use-refresh-bots';
import { useStatusWords } from './use-status-words';

const tones: Record<BotStatus, 'good' | 'info' | 'warn' | 'bad'> = {
  running: 'good',
  pending: 'info',
  stopped: 'info',
  conflict: 'warn',
  suspended: 'bad',
  token_revoked: 'bad',
  error: 'bad',
};

/** The bot's health in plain words, with the act that mends it. */
export function HealthCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots');
  const health = useTranslations('bots.overview.health');
  const short = useTranslations('journal.concern.short');
  const delivery = bot.environment === 'sandbox' ? health('sandbox') : health('running', { mode: bot.transport });
  const lastUpdateAt = bot.lastUpdateAt;
  const words = useStatusWords()(bot);
  const isTroubled = bot.status === 'running' && (words !== null || bot.concern !== null);
  const isWaitTold = bot.concern !== null && bot.concern.kind !== 'failing';
  return (
    <Banner
      tone={isTroubled ? 'warn' : tones[bot.status]}
      title={bot.status === 'running' && bot.concern !== null ? short(bot.concern.kind) : t(`status.${bot.status}`)}
      actions={<Remedy bot={bot} />}
    >
      <span className="flex flex-col gap-0.5">
        {words === null ? null : <span>{words}</span>}
        {bot.concern === null ? null : <ConcernText bot={bot} concern={bot.concern} />}
        {bot.status === 'suspended' ? <span>{t('overview.suspendedHelp')}</span> : null}
        <span>
          {bot.status === 'running' ? `${delivery} ` : ''}
          {lastUpdateAt === null
            ? health('noUpdate')
            : health.rich('lastUpdate', { ago: () => <Ago at={lastUpdateAt} /> })}{' '}
          {isWaitTold ? null : health('waiting', { count: bot.waiting.count })}
        </span>
      </span>
    </Banner>
  );
}

function Remedy({ bot }: { bot: Bot }): ReactNode {
  const t = useTranslations('bots.overview');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const onError = useFailureToast();
  const onSuccess = () => toast.success(t('repaired'));
  const repair = useMutation(trpc.bots.repairWebhook.mutationOptions({ onError, onSuccess, onSettled: refresh }));
  const start = useMutation(trpc.bots.start.mutationOptions({ onError, onSuccess, onSettled: refresh }));
  // A program that polls with the token is shut out by another token only.
  const isPolledElsewhere = bot.cause?.code === 'taken' && bot.cause.host === null;
  if (bot.status === 'token_revoked' || (bot.status === 'conflict' && isPolledElsewhere)) {
    return (
      <Link href={`/bots/${bot.id}/settings#token`} className={buttonStyles({ size: 'small' })}>
        {t('rotate')}
      </Link>
    );
  }
  if (bot.status === 'conflict') {
    return (
      <RoleGate action="bots.operate">
        <Button size="small" isLoading={repair.isPending} onClick={() => repair.mutate({ id: bot.id })}>
          {t('repair')}
        </Button>
      </RoleGate>
    );
  }
  if (bot.status === 'error') {
    return (
      <RoleGate action="bots.operate">
        <Button size="small" isLoading={start.isPending} onClick={() => start.mutate({ id: bot.id })}>
          {t('tryAgain')}
        </Button>
      </RoleGate>
    );
  }
  return null;
}
