'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';

export interface LimitTexts {
  requestsPerSecond: string;
  maxConcurrent: string;
}

interface PlanBounds {
  title: string;
  requestsPerSecondMax: number;
  maxConcurrentMax: number;
}

function readWhole(text: string, max: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= 1 && value <= max ? value : null;
}

/** The limits a person wrote, or null while one of them is outside the plan. */
export function readLimits(
  texts: LimitTexts,
  plan: PlanBounds,
): { requestsPerSecond: number; maxConcurrent: number } | null {
  const requestsPerSecond = readWhole(texts.requestsPerSecond, plan.requestsPerSecondMax);
  const maxConcurrent = readWhole(texts.maxConcurrent, plan.maxConcurrentMax);
  return requestsPerSecond === null || maxConcurrent === null ? null : { requestsPerSecond, maxConcurrent };
}

interface LimitFieldsProps {
  texts: LimitTexts;
  onChange: (texts: LimitTexts) => void;
  plan: PlanBounds;
  disabled?: boolean;
}

/** Updates per second and handlers at once, within the plan's bounds. */
export function LimitFields({ texts, onChange, plan, disabled }: LimitFieldsProps) {
  const t = useTranslations('bots.settings.limits');
  const fields = [
    { key: 'requestsPerSecond', label: t('perSecond'), max: plan.requestsPerSecondMax },
    { key: 'maxConcurrent', label: t('concurrent'), max: plan.maxConcurrentMax },
  ] as const;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {fields.map(({ key, label, max }) => (
        <Field
          key={key}
          label={label}
          hint={t('bound', { max, plan: plan.title })}
          error={readWhole(texts[key], max) === null ? t('boundError', { max }) : undefined}
        >
          <Input
            inputMode="numeric"
            dir="ltr"
            disabled={disabled}
            value={texts[key]}
            onChange={(event) => onChange({ ...texts, [key]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}
