'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';
import type { LimitTexts } from '@/features/bots/limit-fields';
import { readLimit } from './read-limit';

interface AdminLimitFieldsProps {
  texts: LimitTexts;
  onChange: (texts: LimitTexts) => void;
}

/** Both limits; an admin's are not bounded by the plan. */
export function AdminLimitFields({ texts, onChange }: AdminLimitFieldsProps) {
  const t = useTranslations('admin.bots');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(['requestsPerSecond', 'maxConcurrent'] as const).map((key) => (
        <Field key={key} label={t(key)} error={readLimit(texts[key]) === null ? t('limitInvalid') : undefined}>
          <Input
            inputMode="numeric"
            dir="ltr"
            value={texts[key]}
            onChange={(event) => onChange({ ...texts, [key]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}
