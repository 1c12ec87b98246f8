'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { LimitFields, readLimits } from './limit-fields';
import { useRefreshBots } from './use-refresh-bots';

export function LimitsCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots.settings.limits');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const present = {
    requestsPerSecond: String(bot.limits.requestsPerSecond),
    maxConcurrent: String(bot.limits.maxConcurrent),
  };
  const [texts, setTexts] = useState(present);
  const showFailure = useFailureToast();
  const save = useMutation(
    trpc.bots.setLimits.mutationOptions({
      // What is said beside a field is not said twice.
      onError: (error) => Object.keys(readFailure(error).fields).length === 0 && showFailure(error),
      onSuccess: () => toast.success(t('done')),
      onSettled: refresh,
    }),
  );
  const limits = readLimits(texts);
  const isAdminSet = bot.limits.setBy === 'admin';
  const isSame = texts.requestsPerSecond === present.requestsPerSecond && texts.maxConcurrent === present.maxConcurrent;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (limits !== null) save.mutate({ id: bot.id, ...limits });
  };
  return (
    <Card title={<span id="limits">{t('title')}</span>} description={t('description')}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        {isAdminSet ? <Banner tone="warn">{t('adminSet')}</Banner> : null}
        <LimitFields
          texts={texts}
          onChange={setTexts}
          disabled={isAdminSet}
          problems={save.isError ? readFailure(save.error).fields : undefined}
        />
        <Button
          type="submit"
          className="w-fit max-sm:w-full"
          isLoading={save.isPending}
          disabled={limits === null || isSame || isAdminSet}
        >
          {common('save')}
        </Button>
      </form>
    </Card>
  );
}
