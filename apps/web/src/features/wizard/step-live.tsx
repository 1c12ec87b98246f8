'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { CheckRow } from '@dovecote/ui/check-row';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useBot } from '@/features/bots/use-bot';
import { useStatusWords } from '@/features/bots/use-status-words';
import { Ago } from '@/features/shared/ago';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useReceivedStart } from './use-received-start';

const diagnosisAfterMs = 20_000;

/** Ends the setup with a proof: a message was received, not merely a form saved. */
export function StepLive({ draft, backHref, botId }: StepProps & { botId: string }) {
  const t = useTranslations('wizard.live');
  const wizard = useTranslations('wizard.token.states');
  const trpc = useTRPC();
  const router = useRouter();
  const bot = useBot(botId);
  const received = useReceivedStart(botId);
  const showFailure = useFailureToast();
  const send = useMutation(trpc.sandbox.send.mutationOptions({ onError: showFailure }));
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), diagnosisAfterMs);
    return () => clearTimeout(timer);
  }, []);
  const username = bot.data?.username ?? draft.data.username ?? '';
  const statusWords = useStatusWords();
  const status = useTranslations('bots.status');
  const reason = bot.data ? (statusWords(bot.data) ?? status(bot.data.status)) : '';
  return (
    <StepFrame
      title={t('title')}
      lead={t('waitingText', { username })}
      backHref={backHref}
      nextLabel={t('finish')}
      isNextDisabled={received === undefined}
      onNext={() => router.push(`/bots/${botId}`)}
    >
      <ul aria-live="polite" className="rounded-2xl border border-line bg-surface px-4 shadow-card">
        <CheckRow
          state={received === undefined ? 'running' : 'ok'}
          stateLabel={wizard(received === undefined ? 'running' : 'ok')}
          title={received === undefined ? t('waiting') : t('received')}
        >
          {received === undefined
            ? undefined
            : t.rich('receivedText', { username, ago: () => <Ago at={received.receivedAt} /> })}
        </CheckRow>
      </ul>
      {received === undefined && bot.data?.environment === 'sandbox' ? (
        <Button
          className="w-fit"
          isLoading={send.isPending}
          onClick={() => send.mutate({ username, person: 'Sam', text: '/start' })}
        >
          {t('sendStart')}
        </Button>
      ) : null}
      {received === undefined && isLong ? (
        <Banner
          tone="warn"
          isLive
          title={t('diagnosis')}
          actions={
            <Button size="small" isLoading={bot.isFetching} onClick={() => bot.refetch()}>
              {t('diagnose')}
            </Button>
          }
        >
          {bot.data?.status === 'running' ? t('reasons.running', { username }) : t('reasons.notRunning', { reason })}
        </Banner>
      ) : null}
    </StepFrame>
  );
}
