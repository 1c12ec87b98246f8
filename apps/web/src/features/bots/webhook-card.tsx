'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { goesAlone } from '@/trpc/create-client';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { useRefreshBots } from './use-refresh-bots';

type Webhook = NonNullable<Outputs['bots']['webhook']>;

/** Telegram is asked no oftener, however lively the bot is. */
const askEveryMs = 60_000;

/** What Telegram says of the delivery: where to, what waits there, its last error, and the act that mends it. */
export function WebhookCard({ bot }: { bot: Bot }) {
  const t = useTranslations('journal.webhook');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const webhook = useQuery(
    trpc.bots.webhook.queryOptions(
      { id: bot.id },
      { staleTime: askEveryMs, refetchInterval: askEveryMs, retry: false, trpc: { context: goesAlone } },
    ),
  );
  const repair = useMutation(
    trpc.bots.repairWebhook.mutationOptions({
      onError: useFailureToast(),
      onSuccess: () => toast.success(t('repaired')),
      onSettled: refresh,
    }),
  );
  return (
    <Card title={t('title')}>
      <Loaded query={webhook} skeleton={<Skeleton className="h-16 w-full" />}>
        {(found) =>
          found === null ? (
            <p className="text-ink-muted text-sm">{t('silent')}</p>
          ) : (
            <div className="flex flex-col gap-3 text-sm">
              <Delivery bot={bot} webhook={found} />
              {needsRepair(bot, found) ? (
                <div className="flex flex-col gap-1.5">
                  <Button
                    size="small"
                    className="w-fit"
                    isLoading={repair.isPending}
                    onClick={() => repair.mutate({ id: bot.id })}
                  >
                    {t('repair')}
                  </Button>
                  <p className="text-ink-muted text-xs">{t('repairHint')}</p>
                </div>
              ) : null}
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}

function Delivery({ bot, webhook }: { bot: Bot; webhook: Webhook }) {
  const t = useTranslations('journal.webhook');
  const { target, foreignHost, pendingUpdates, lastErrorAt, lastErrorMessage } = webhook;
  return (
    <ul className="flex flex-col gap-1">
      <li>
        {target === 'ours'
          ? t('ours')
          : target === 'foreign'
            ? t('foreign', { host: foreignHost ?? t('unknownHost') })
            : bot.transport === 'webhook'
              ? t('noneWebhook')
              : t('nonePolling')}
      </li>
      <li>{t('pending', { count: pendingUpdates })}</li>
      <li className="text-ink-muted">
        {lastErrorAt === null ? (
          t('noError')
        ) : (
          <>
            {t.rich('lastError', { ago: () => <Ago at={lastErrorAt} /> })} <bdi>{lastErrorMessage}</bdi>
          </>
        )}
      </li>
    </ul>
  );
}

/** A stopped or suspended bot has no delivery to mend. */
function needsRepair(bot: Bot, { target, lastErrorAt }: Webhook): boolean {
  if (bot.desiredState !== 'running' || bot.status === 'suspended') return false;
  return bot.transport === 'webhook' ? target !== 'ours' || lastErrorAt !== null : target !== 'none';
}
