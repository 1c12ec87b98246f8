'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';
import { useMe } from '@/features/shell/use-me';

export interface LimitTexts {
  requestsPerSecond: string;
  maxConcurrent: string;
}

export interface Limits {
  requestsPerSecond?: number;
  maxConcurrent?: number;
}

const limitMax = 100_000;

function isLimit(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text.trim()) && Number(text) <= limitMax;
}

/** The limits a person wrote, one left empty being the plan's own; null while one is no number. */
export function readLimits(texts: LimitTexts): Limits | null {
  const limits: Limits = {};
  for (const key of ['requestsPerSecond', 'maxConcurrent'] as const) {
    if (texts[key].trim() === '') continue;
    if (!isLimit(texts[key])) return null;
    limits[key] = Number(texts[key]);
  }
  return limits;
}

interface LimitFieldsProps {
  texts: LimitTexts;
  onChange: (texts: LimitTexts) => void;
  /** What the server says of each field, such as the plan's bound. */
  problems?: Partial<Record<string, string>>;
  disabled?: boolean;
}

/** Updates per second and handlers at once. */
export function LimitFields({ texts, onChange, problems = {}, disabled }: LimitFieldsProps) {
  const t = useTranslations('bots.settings.limits');
  const plan = useMe()?.plan;
  const fields = [
    { key: 'requestsPerSecond', label: t('perSecond') },
    { key: 'maxConcurrent', label: t('concurrent') },
  ] as const;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {fields.map(({ key, label }) => {
        const max = plan?.[key].max;
        const isOver = max !== undefined && !disabled && Number(texts[key]) > max;
        const isWrong = texts[key].trim() !== '' && !isLimit(texts[key]);
        return (
          <Field
            key={key}
            label={label}
            hint={plan ? t('bound', { value: plan[key].default, max: plan[key].max }) : t('boundUnknown')}
            error={isWrong ? t('boundError') : isOver ? t('overPlan', { max }) : problems[key]}
          >
            <Input
              inputMode="numeric"
              dir="ltr"
              disabled={disabled}
              placeholder={t('planDefault')}
              value={texts[key]}
              onChange={(event) => onChange({ ...texts, [key]: event.target.value })}
            />
          </Field>
        );
      })}
    </div>
  );
}
