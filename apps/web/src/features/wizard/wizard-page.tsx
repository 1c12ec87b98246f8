'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { PageHeader } from '@dovecote/ui/page-header';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Stepper } from '@dovecote/ui/stepper';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { StepApi } from './step-api';
import { StepDoor } from './step-door';
import { StepLimits } from './step-limits';
import { StepLive } from './step-live';
import { StepPurpose } from './step-purpose';
import { StepToken } from './step-token';
import { StepTry } from './step-try';
import { type DraftView, toDraftView, useDraft } from './use-draft';
import { shownStep, stepBefore, stepsOf, type WizardStepId } from './wizard-steps';

interface WizardPageProps {
  draftId: string;
  step: WizardStepId;
}

/** The setup of a bot, one step an address; what was entered waits on the server. */
export function WizardPage({ draftId, step }: WizardPageProps) {
  const t = useTranslations('wizard');
  const draft = useDraft(draftId);
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-7">
      <PageHeader
        title={t('title')}
        hasSmallActions
        actions={
          <Link href="/bots" className={buttonStyles({ tone: 'quiet' })}>
            {t('later')}
          </Link>
        }
      />
      <Loaded query={draft} skeleton={<Skeleton className="h-96 w-full" />}>
        {(found) => {
          const view = toDraftView(found);
          const ids = stepsOf(view.data.door);
          const shown = shownStep(step, view.botId !== null);
          const progress = { current: ids.indexOf(shown) + 1, total: ids.length, label: t(`labels.${shown}`) };
          return (
            <>
              <Stepper
                label={t('steps')}
                progressText={t('progress', progress)}
                currentId={shown}
                steps={ids.map((id) => ({
                  id,
                  label: t(`labels.${id}`),
                  wrap:
                    view.botId === null
                      ? (content) => <StepLink href={`/bots/new/${draftId}/${id}`}>{content}</StepLink>
                      : undefined,
                }))}
              />
              <CurrentStep step={shown} draft={view} />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function StepLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="focus-ring rounded-lg no-underline max-sm:flex max-sm:flex-1">
      {children}
    </Link>
  );
}

function CurrentStep({ step, draft }: { step: WizardStepId; draft: DraftView }) {
  const before = stepBefore(step, draft.data.door);
  const backHref = before === undefined ? undefined : `/bots/new/${draft.id}/${before}`;
  const props = { draft, backHref };
  if (draft.botId !== null && step === 'try') return <StepTry {...props} botId={draft.botId} />;
  if (draft.botId !== null && step === 'live') return <StepLive {...props} botId={draft.botId} />;
  if (step === 'door') return <StepDoor {...props} />;
  if (step === 'token') return <StepToken {...props} />;
  if (step === 'api') return <StepApi {...props} />;
  if (step === 'purpose') return <StepPurpose {...props} />;
  return <StepLimits {...props} />;
}
