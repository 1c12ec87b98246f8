'use client';

import { Badge, type BadgeTone } from '@dovecote/ui/badge';
import { CopyButton } from '@dovecote/ui/copy-button';
import { Disclosure } from '@dovecote/ui/disclosure';
import { useTranslations } from 'next-intl';
import { FieldTable } from './field-table';
import { listFields, notesOf, typeName } from './list-fields';
import type { ApiCall, Json } from './open-api';
import { writeCurl } from './write-curl';

const methodTones: Record<string, BadgeTone> = {
  GET: 'good',
  POST: 'accent',
  PUT: 'warn',
  PATCH: 'warn',
  DELETE: 'bad',
};

interface CallCardProps {
  call: ApiCall;
  schemas: Record<string, Json>;
}

/** One call: what it takes, what it answers, how to type it. */
export function CallCard({ call, schemas }: CallCardProps) {
  const t = useTranslations('reference');
  const common = useTranslations('common');
  const curl = writeCurl(call, schemas, typeof window === 'undefined' ? '' : window.location.origin);
  const parameters = call.parameters.map((parameter) => ({
    name: parameter.name,
    type: typeName(parameter.schema, schemas),
    notes: [parameter.in, parameter.description, notesOf(parameter.schema, schemas)].filter(Boolean).join(' · '),
    isRequired: parameter.required,
  }));
  const body = call.requestBody?.content['application/json']?.schema;
  return (
    <article
      id={call.id}
      className="flex scroll-mt-20 flex-col gap-3 rounded-2xl border border-line bg-surface p-4 shadow-card sm:p-5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={methodTones[call.method] ?? 'neutral'} className="font-mono">
          {call.method}
        </Badge>
        <code className="font-medium font-mono text-sm">{call.path}</code>
        {call.security === undefined || call.security.length === 0 ? <Badge>{t('public')}</Badge> : null}
      </div>
      <h3 className="font-medium">{call.summary}</h3>
      {call.description === undefined ? null : <p className="text-ink-muted text-sm">{call.description}</p>}
      <Disclosure
        label={[parameters.length > 0 && t('parameters'), body && t('body'), t('example')].filter(Boolean).join(', ')}
      >
        <div className="flex flex-col gap-5 pt-1">
          {parameters.length === 0 ? null : <FieldTable caption={t('parameters')} lines={parameters} />}
          {body === undefined ? null : <FieldTable caption={t('body')} lines={listFields(body, schemas)} />}
          {Object.entries(call.responses)
            .filter(([status]) => status.startsWith('2'))
            .map(([status, response]) => (
              <FieldTable
                key={status}
                caption={t('answer', { status })}
                lines={listFields(response.content?.['application/json']?.schema, schemas)}
              />
            ))}
          <div className="flex flex-col gap-1.5">
            <h4 className="flex items-center justify-between font-medium text-sm">
              {t('example')}
              <CopyButton text={curl} label={common('copy')} copiedLabel={common('copied')} />
            </h4>
            <pre
              dir="ltr"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
              tabIndex={0}
              className="focus-ring overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-relaxed"
            >
              {curl}
            </pre>
          </div>
        </div>
      </Disclosure>
    </article>
  );
}
