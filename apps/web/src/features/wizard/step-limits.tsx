'use client';

import { Banner } from '@dovecote/ui/banner';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LimitFields, readLimits } from '@/features/bots/limit-fields';
import { readFailure } from '@/trpc/read-failure';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useCreateBot } from './use-create-bot';
import { useSaveDraft } from './use-draft';

/** The last question; answering it makes the bot. */
export function StepLimits({ draft, backHref }: StepProps) {
  const t = useTranslations('wizard.limits');
  const common = useTranslations('common.failure');
  const [texts, setTexts] = useState({ requestsPerSecond: '', maxConcurrent: '' });
  const create = useCreateBot(draft);
  const { goOn, isSaving } = useSaveDraft(draft.id);
  const limits = readLimits(texts);
  const failure = create.isError ? readFailure(create.error) : undefined;
  const next = async () => {
    if (limits === null) return;
    const bot = await create.mutateAsync(limits).catch(() => undefined);
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
      {failure === undefined ? null : (
        <Banner tone="bad" isLive title={failure.message || common('title')}>
          {common(`side.${failure.side}`)}
        </Banner>
      )}
      <LimitFields texts={texts} onChange={setTexts} problems={failure?.fields} />
      <Banner tone="info">{t('atBound')}</Banner>
    </StepFrame>
  );
}
