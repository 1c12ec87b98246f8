'use client';

import { Banner } from '@dovecote/ui/banner';
import { Field } from '@dovecote/ui/field';
import { Switch } from '@dovecote/ui/switch';
import { Textarea } from '@dovecote/ui/textarea';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { describeInspection, describeRefusal } from './describe-inspection';
import { findToken } from './find-token';
import { PreFlightList } from './pre-flight-list';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useSaveDraft } from './use-draft';

export function StepToken({ draft, backHref }: StepProps) {
  const t = useTranslations('wizard.token');
  const results = useTranslations('wizard.token.results');
  const trpc = useTRPC();
  const [pasted, setPasted] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const [isPendingKept, setPendingKept] = useState(draft.data.pendingUpdates !== 'drop');
  const inspection = useMutation(trpc.bots.inspectToken.mutationOptions());
  const { goOn, isSaving } = useSaveDraft(draft.id);

  const token = findToken(pasted);
  const failure = inspection.isError ? readFailure(inspection.error) : undefined;
  const refusal = failure === undefined ? null : describeRefusal(failure, results);
  const checks = inspection.data === undefined ? refusal : describeInspection(inspection.data, results);
  const problem = checks?.find((check) => check.state === 'fail')?.text;
  const isBlocked = problem !== undefined;
  const isOfToken = failure === undefined || failure.code === 'TOKEN_REJECTED';
  const isPassed = inspection.data !== undefined && !isBlocked && token !== null;
  const waiting = inspection.data?.pendingUpdates ?? 0;
  const isKept = draft.hasToken && pasted === '';
  const otherProblem = refusal === null ? failure?.fields.token || failure?.message || undefined : undefined;

  const check = () => {
    if (token === null) return setMalformed(true);
    inspection.mutate({ token });
  };
  const next = () => {
    if (!isPassed && !isKept) return check();
    const username = inspection.data?.username ?? draft.data.username;
    const name = inspection.data?.name ?? draft.data.name;
    const data = {
      ...draft.data,
      pendingUpdates: isPendingKept ? ('keep' as const) : ('drop' as const),
      ...(username === undefined ? {} : { username }),
      ...(name === undefined ? {} : { name }),
    };
    return goOn({ to: 'api', data, ...(token === null ? {} : { secrets: { token } }) });
  };
  const change = (text: string) => {
    setPasted(text);
    setMalformed(false);
    inspection.reset();
  };

  return (
    <StepFrame
      title={t('title')}
      lead={t('lead')}
      backHref={backHref}
      onNext={next}
      isBusy={isSaving || inspection.isPending}
      nextLabel={isPassed || isKept ? undefined : checks === null ? t('check') : t('checkAgain')}
    >
      {isKept ? <Banner tone="good">{t('kept')}</Banner> : null}
      <Field
        label={t('label')}
        error={isMalformed ? t('malformed') : isOfToken && isBlocked ? problem : otherProblem}
        hint={token !== null && token !== pasted.trim() ? t('found') : undefined}
      >
        <Textarea
          value={pasted}
          rows={2}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder={t('placeholder')}
          onChange={(event) => change(event.target.value)}
          className="min-h-16 font-mono text-sm"
        />
      </Field>
      {isBlocked && !isOfToken ? (
        <Banner tone="bad" isLive>
          {problem}
        </Banner>
      ) : null}
      {inspection.isPending || checks !== null ? (
        <PreFlightList checks={checks} isRunning={inspection.isPending} />
      ) : null}
      {waiting > 0 ? (
        <div className="flex items-center justify-between gap-4 rounded-xl border border-line bg-surface px-4 py-3 text-sm">
          <span>{t('keepPending', { count: waiting })}</span>
          <Switch label={t('keepPending', { count: waiting })} checked={isPendingKept} onChange={setPendingKept} />
        </div>
      ) : null}
    </StepFrame>
  );
}
