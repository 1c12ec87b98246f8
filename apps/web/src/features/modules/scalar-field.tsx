'use client';

import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { Switch } from '@dovecote/ui/switch';
import { Textarea } from '@dovecote/ui/textarea';
import { useTranslations } from 'next-intl';
import { glyphs } from '@/features/engagement/glyph-icons';
import type { FieldProps } from './field-props';
import { useSchemaWords } from './use-schema-words';

const knownChoices = [
  ...glyphs,
  'en',
  'ru',
  'careful',
  'balanced',
  'eager',
  'off',
  'platform',
  'own',
  'engagement',
  'gaming',
  'social',
  'time',
  'common',
  'uncommon',
  'rare',
  'epic',
  'legendary',
  'points',
  'level',
  'streak',
  'days',
  'checkins',
  'polls',
  'quizzes',
  'challenges',
  'referrals',
  'gamesWon',
  'targetGames',
  'huntGames',
  'puzzleGames',
  'speedGames',
  'hardGames',
  'flawlessGames',
  'duelsWon',
  'inGroups',
  'forTeam',
  'atNight',
  'inMorning',
  'onWeekend',
  'owner',
  'nobody',
  'badge',
] as const;

/** A text, a number, a choice or a yes-or-no. */
export function ScalarField({ schema, path, value, onChange, problems, isRequired }: FieldProps) {
  const t = useTranslations('modules.form');
  const common = useTranslations('common');
  const words = useSchemaWords();
  const shared = {
    label: words(schema.title ?? path),
    hint: schema.description === undefined ? undefined : words(schema.description),
    error: problems[path],
  };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const isOptional = !isRequired && schema.default === undefined;
  const changeText = (next: string) => onChange(next === '' && isOptional ? undefined : next);

  if (schema.type === 'boolean') {
    return (
      <Field {...shared} isInline>
        <Switch checked={value === true} onChange={onChange} />
      </Field>
    );
  }
  if (schema.enum !== undefined) {
    const nameOf = (choice: string) => {
      const known = knownChoices.find((one) => one === choice);
      return known === undefined ? choice : t(`choices.${known}`);
    };
    return (
      <Field {...shared} className="max-w-sm">
        <Select
          value={text}
          onChange={onChange}
          options={schema.enum.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      </Field>
    );
  }
  if (schema.type === 'number' || schema.type === 'integer') {
    return (
      <Field {...shared} className="max-w-sm">
        <Input
          type="number"
          dir="ltr"
          min={schema.minimum}
          max={schema.maximum}
          value={text}
          onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      </Field>
    );
  }
  const aside = isOptional ? common('optional') : undefined;
  if (schema.format === 'multiline') {
    return (
      <Field {...shared} aside={aside}>
        <Textarea value={text} maxLength={schema.maxLength} onChange={(event) => changeText(event.target.value)} />
      </Field>
    );
  }
  return (
    <Field {...shared} aside={aside}>
      <Input
        value={text}
        maxLength={schema.maxLength}
        inputMode={schema.format === 'uri' ? 'url' : undefined}
        dir={schema.format === 'uri' ? 'ltr' : 'auto'}
        onChange={(event) => changeText(event.target.value)}
      />
    </Field>
  );
}
