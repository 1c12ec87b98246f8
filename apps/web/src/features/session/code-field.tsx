'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

interface CodeFieldProps {
  value: string;
  /** Where only the app's own codes will do; a recovery code is fine elsewhere. */
  hint?: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** A code of an authenticator app, or a recovery code; password managers fill it in. */
export function CodeField({ value, hint, error, onChange }: CodeFieldProps) {
  const t = useTranslations('session.code');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <Field label={t('label')} hint={hint ?? t('hint')} error={error}>
      <Input
        ref={input}
        name="otp"
        value={value}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={30}
        dir="ltr"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
