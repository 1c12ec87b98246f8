'use client';

import { Banner } from '@dovecote/ui/banner';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LimitFields, type LimitTexts, readLimits } from '@/features/bots/limit-fields';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useMe } from '@/features/shell/use-me';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useCreateBot } from './use-create-bot';
import { useSaveDraft } from './use-draft';

export function StepLimits({ draft, backHref }: StepProps) {
  const t = useTranslations('wizard.limits');
  const me = useMe();
  const plan = me?.workspace?.plan;
  const [texts, setTexts] = useState<LimitTexts>();
  const create = useCreateBot(draft);
  const showFailure = useFailureToast();
  const { goOn, isSaving } = useSaveDraft(draft.id);
  if (plan === undefined) return <Skeleton className="h-64 w-full" />;

  const shown = texts ?? {
    requestsPerSecond: String(plan.requestsPerSecondDefault),
    maxConcurrent: String(plan.maxConcurrentDefault),
  };
  const limits = readLimits(shown, plan);
  const next = async () => {
    if (limits === null) return;
    const bot = await create.mutateAsync(limits).catch(showFailure);
    if (bot !== undefined) await goOn({ to: 'try', data: { ...draft.data, username: bot.username } });
  };
  return (
    <StepFrame
      title={t('title')}
      lead={t('lead')}
      backHref={draft.botId === null ? backHref : undefined}
      nextLabel={t('create')}
      isBusy={create.isPending || isSaving}
      isNextDisabled={limits === null}
      onNext={next}
    >
      <LimitFields texts={shown} onChange={setTexts} plan={plan} />
      <Banner tone="info">{t('atBound')}</Banner>
    </StepFrame>
  );
}
