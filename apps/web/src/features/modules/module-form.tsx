'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';
import { ObjectFields } from './object-fields';
import { SchemaField } from './schema-field';
import { readSchema } from './schema-node';
import { type ModuleView, useSaveModule } from './use-modules';
import { useSchemaWords } from './use-schema-words';

const pathPrefix = 'settings.';

/** The server names fields from the input's root, and speaks English; the form counts from the settings. */
function toFormProblems(
  fields: Partial<Record<string, string>>,
  words: (english: string) => string,
): Partial<Record<string, string>> {
  const entries = Object.entries(fields).map(
    ([path, problem = '']) => [path.replace(pathPrefix, ''), words(problem)] as const,
  );
  return Object.fromEntries(entries);
}

/** A module's settings as a form; nothing reaches the bot before it is published. */
export function ModuleForm({ botId, module }: { botId: string; module: ModuleView }) {
  const t = useTranslations('modules.form');
  const words = useSchemaWords();
  const schema = useMemo(() => readSchema(module.settingsSchema), [module.settingsSchema]);
  const [settings, setSettings] = useState(module.settings);
  const save = useSaveModule();
  const failure = save.isError ? readFailure(save.error) : undefined;
  const isChanged = JSON.stringify(settings) !== JSON.stringify(module.settings);
  const publish = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { botId, moduleId: module.id, enabled: module.enabled, settings, expectedVersion: module.version },
      { onSuccess: () => toast.success(t('published')) },
    );
  };
  const discard = () => {
    save.reset();
    setSettings(module.settings);
  };
  return (
    <Card title={words(module.title)} description={words(module.summary)}>
      <form onSubmit={publish} noValidate className="flex flex-col gap-6">
        {failure === undefined ? null : (
          <Banner tone="bad" isLive>
            {failure.code === 'CONFLICT'
              ? t('conflict')
              : Object.keys(failure.fields).length > 0
                ? t('wrong')
                : failure.message}
          </Banner>
        )}
        <ObjectFields
          Field={SchemaField}
          schema={schema}
          path=""
          value={settings}
          onChange={(next) => setSettings(next as Record<string, unknown>)}
          problems={toFormProblems(failure?.fields ?? {}, words)}
          isRequired
        />
        <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap items-center justify-between gap-3 rounded-b-2xl border-line border-t bg-surface px-4 py-3 max-md:bottom-14 sm:-mx-5 sm:-mb-5 sm:px-5">
          <p className="text-ink-muted text-sm" role="status">
            {isChanged ? t('unsaved') : module.version === 0 ? t('never') : t('upToDate', { version: module.version })}
          </p>
          <div className="flex gap-2">
            {isChanged ? (
              <Button tone="quiet" onClick={discard}>
                {t('discard')}
              </Button>
            ) : null}
            <Button type="submit" tone="primary" isLoading={save.isPending} disabled={!isChanged}>
              {t('publish')}
            </Button>
          </div>
        </div>
      </form>
    </Card>
  );
}
