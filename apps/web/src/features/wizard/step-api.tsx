'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { zodResolver } from '@hookform/resolvers/zod';
import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { PasswordInput } from '@/features/session/password-input';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';
import { useSaveDraft } from './use-draft';

const blank = { telegramApiId: '', telegramApiHash: '', telegramPhone: '', sessionString: '' };

function isBlankOr(pattern: RegExp, message: string) {
  return z.string().check(
    z.trim(),
    z.refine((text) => text === '' || pattern.test(text), { error: message }),
  );
}

export function StepApi({ draft, backHref }: StepProps) {
  const t = useTranslations('wizard.api');
  const common = useTranslations('common');
  const { goOn, isSaving } = useSaveDraft(draft.id);
  const schema = z.object({
    telegramApiId: isBlankOr(/^[1-9]\d{3,9}$/, t('idError')),
    telegramApiHash: isBlankOr(/^[0-9a-f]{32}$/i, t('hashError')),
    telegramPhone: isBlankOr(/^\+[\d\s().-]{7,20}$/, t('phoneError')),
    sessionString: isBlankOr(/^[A-Za-z0-9+/_=-]{32,4096}$/, t('sessionError')),
  });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: blank });
  const { errors } = form.formState;
  const next = form.handleSubmit((values) => {
    const given = Object.entries(values).filter(([, value]) => value !== '');
    return goOn({ to: 'purpose', data: draft.data, secrets: Object.fromEntries(given) });
  });
  return (
    <StepFrame
      title={t('title')}
      lead={t('lead')}
      backHref={backHref}
      isBusy={isSaving}
      onNext={next}
      onSkip={() => goOn({ to: 'purpose', data: draft.data })}
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('id')} aside={common('optional')} error={errors.telegramApiId?.message}>
          <Input {...form.register('telegramApiId')} inputMode="numeric" autoComplete="off" dir="ltr" />
        </Field>
        <Field
          label={t('hash')}
          aside={common('optional')}
          hint={t('hashHint')}
          error={errors.telegramApiHash?.message}
        >
          <PasswordInput {...form.register('telegramApiHash')} autoComplete="off" />
        </Field>
        <Field
          label={t('phone')}
          aside={common('optional')}
          hint={t('phoneHint')}
          error={errors.telegramPhone?.message}
        >
          <Input {...form.register('telegramPhone')} type="tel" autoComplete="off" dir="ltr" />
        </Field>
        <Field
          label={t('session')}
          aside={common('optional')}
          hint={t('sessionHint')}
          error={errors.sessionString?.message}
        >
          <PasswordInput {...form.register('sessionString')} autoComplete="off" />
        </Field>
      </div>
      <p className="flex items-center gap-2 text-ink-muted text-sm">
        <LockKeyhole aria-hidden="true" className="size-4 shrink-0" />
        {t('sealed')}
      </p>
    </StepFrame>
  );
}
