'use client';

import { Field } from '@dovecote/ui/field';
import { Textarea } from '@dovecote/ui/textarea';
import { useTranslations } from 'next-intl';
import { locales } from '@/i18n/locales';
import type { FieldProps } from './field-props';
import { isRecord } from './schema-node';
import { useSchemaWords } from './use-schema-words';

/** One text for each language; an empty one is left out. */
export function LanguageField({ schema, path, value, onChange, problems }: FieldProps) {
  const t = useTranslations('modules.form');
  const words = useSchemaWords();
  const texts = isRecord(value) ? value : {};
  const title = words(schema.title ?? path);
  const nameOf = (language: string) => {
    const known = locales.find((one) => one === language);
    return known === undefined ? language : t(`languages.${known}`);
  };
  const change = (language: string, text: string) => {
    const { [language]: _old, ...rest } = texts;
    onChange(text === '' ? rest : { ...texts, [language]: text });
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">{title}</legend>
      {schema.description === undefined ? null : (
        <p className="-mt-1 text-[0.8125rem] text-ink-muted">{words(schema.description)}</p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {schema.propertyNames?.enum?.map((language) => (
          <Field
            key={language}
            label={<span className="font-normal text-ink-muted text-xs">{nameOf(language)}</span>}
            error={problems[`${path}.${language}`]}
          >
            <Textarea
              lang={language}
              placeholder={t('notSet')}
              value={typeof texts[language] === 'string' ? texts[language] : ''}
              onChange={(event) => change(language, event.target.value)}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
