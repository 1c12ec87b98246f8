'use client';

import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Select } from '@dovecote/ui/select';
import { useTranslations } from 'next-intl';
import { knownActions } from './audit-event';
import { DateFilter } from './date-filter';
import { TextFilter } from './text-filter';
import { useActionName } from './use-action-name';
import { useAuditFilters } from './use-audit-filters';

const anyAction = 'any';

export function AuditFilters() {
  const t = useTranslations('admin.audit');
  const shared = useTranslations('admin.filters');
  const actionName = useActionName();
  const { filters, setFilters, isFiltered, clear } = useAuditFilters();
  const known: readonly string[] = knownActions;
  const actions = filters.action === '' || known.includes(filters.action) ? known : [filters.action, ...known];
  return (
    <search
      aria-label={shared('label')}
      className="grid gap-3 border-line border-b p-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-5"
    >
      <Field label={t('action')} className="min-w-0">
        <Select
          value={filters.action === '' ? anyAction : filters.action}
          onChange={(action) => setFilters({ action: action === anyAction ? null : action })}
          options={[
            { value: anyAction, label: t('anyAction') },
            ...actions.map((action) => ({ value: action, label: actionName(action) })),
          ]}
        />
      </Field>
      <TextFilter
        label={t('actor')}
        placeholder={t('actorHint')}
        value={filters.actor}
        onChange={(actor) => setFilters({ actor })}
      />
      <TextFilter
        label={t('target')}
        placeholder={t('targetHint')}
        value={filters.target}
        onChange={(target) => setFilters({ target })}
      />
      <DateFilter label={t('from')} value={filters.from} onChange={(from) => setFilters({ from })} />
      <DateFilter label={t('to')} value={filters.to} onChange={(to) => setFilters({ to })} />
      {isFiltered ? (
        <Button tone="quiet" size="small" onClick={clear} className="w-fit sm:col-span-full">
          {shared('clear')}
        </Button>
      ) : null}
    </search>
  );
}
