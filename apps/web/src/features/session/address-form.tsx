'use client';

import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';

interface AddressFormProps {
  submitLabel: string;
  error: unknown;
  isLoading: boolean;
  onSubmit: (email: string) => void;
}

/** One e-mail address and a button. */
export function AddressForm({ submitLabel, error, isLoading, onSubmit }: AddressFormProps) {
  const t = useTranslations('session.fields');
  const common = useTranslations('common');
  const [email, setEmail] = useState('');
  const failure = error === null ? undefined : readFailure(error);
  const words =
    failure === undefined
      ? undefined
      : failure.fields.email === undefined
        ? failure.message || common(`failure.side.${failure.side}`)
        : t('emailInvalid');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(email.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t('email')} error={words}>
        <Input
          type="email"
          name="email"
          value={email}
          autoComplete="username"
          inputMode="email"
          dir="ltr"
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary" size="large" isBlock isLoading={isLoading} disabled={email.trim() === ''}>
        {submitLabel}
      </Button>
    </form>
  );
}
