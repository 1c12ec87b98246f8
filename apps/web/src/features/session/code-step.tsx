'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CodeField } from './code-field';
import { PasskeyButton } from './passkey-button';

interface CodeStepProps {
  /** Tries to go on; answers whether it worked. */
  onProof: (proof: Record<string, string>) => Promise<boolean>;
  onBack: () => void;
}

/** The second step of signing in: a code, a recovery code or a passkey. */
export function CodeStep({ onProof, onBack }: CodeStepProps) {
  const t = useTranslations('session.code');
  const [otp, setOtp] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem((await onProof({ otp: otp.trim() })) ? undefined : t('failed'));
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Banner tone="info">{t('lead')}</Banner>
      {problem === undefined ? null : (
        <Banner tone="bad" isLive>
          {problem}
        </Banner>
      )}
      <CodeField value={otp} onChange={setOtp} />
      <Button type="submit" tone="primary" size="large" isBlock isLoading={isBusy} disabled={otp.trim().length < 6}>
        {t('submit')}
      </Button>
      <PasskeyButton
        size="large"
        isBlock
        onProblem={setProblem}
        onAnswer={async (answer) => {
          if (!(await onProof({ passkey: JSON.stringify(answer) }))) setProblem(t('failed'));
        }}
      />
      <Button tone="quiet" isBlock onClick={onBack}>
        {t('back')}
      </Button>
    </form>
  );
}
