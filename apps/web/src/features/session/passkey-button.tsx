'use client';

import { Button } from '@dovecote/ui/button';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { usePasskey } from './use-passkey';

interface PasskeyButtonProps extends Pick<ComponentProps<typeof Button>, 'size' | 'isBlock'> {
  onAnswer: (answer: Awaited<ReturnType<ReturnType<typeof usePasskey>>>) => Promise<void>;
  /** Why it came to nothing, in words. */
  onProblem: (words: string) => void;
}

/** Asks for a passkey and hands on what the browser answered. */
export function PasskeyButton({ onAnswer, onProblem, ...rest }: PasskeyButtonProps) {
  const t = useTranslations('session.passkey');
  const ask = usePasskey();
  const [isBusy, setBusy] = useState(false);
  const use = async () => {
    setBusy(true);
    try {
      await onAnswer(await ask());
    } catch (error) {
      onProblem(readFailure(error).message || t('failed'));
    }
    setBusy(false);
  };
  return (
    <Button {...rest} isLoading={isBusy} onClick={use}>
      <KeyRound aria-hidden="true" />
      {t('use')}
    </Button>
  );
}
