'use client';

import { Dialog } from '@dovecote/ui/dialog';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { setStepUpPrompt } from '@/trpc/step-up-prompt';
import { useTRPC } from '@/trpc/trpc-context';
import { StepUpForm } from './step-up-form';

/** Asks who one is before a sensitive act, which then goes on. */
export function StepUpDialog() {
  const t = useTranslations('session.stepUp');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const settle = useRef<(isProven: boolean) => void>(undefined);
  const [isOpen, setOpen] = useState(false);
  const factor = useQuery({ ...trpc.secondFactor.get.queryOptions(), enabled: isOpen });
  const end = (isProven: boolean) => {
    settle.current?.(isProven);
    settle.current = undefined;
    setOpen(false);
  };
  useEffect(
    () =>
      setStepUpPrompt(
        () =>
          new Promise((resolve) => {
            settle.current = resolve;
            setOpen(true);
          }),
      ),
    [],
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) end(false);
      }}
      title={t('title')}
      description={t('lead')}
      closeLabel={common('close')}
    >
      {factor.data === undefined ? null : <StepUpForm factor={factor.data} onProven={() => end(true)} />}
    </Dialog>
  );
}
