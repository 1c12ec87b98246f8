'use client';

import { Button } from '@dovecote/ui/button';
import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { useTranslations } from 'next-intl';
import { knownActions } from './audit-event';
import { LabelledFilter } from './labelled-filter';
import { useActionName } from './use-action-name';
import { useAuditFilters } from './use-audit-filters';

const anyAction = 'any';

export function AuditFilters() {
  const t = useTranslations('admin.audit');
  const actionName = useActionName();
  const { filters, setFilters, isFiltered, clear } = useAuditFilters();
  const known: readonly string[] = knownActions;
  const actions = filters.action === '' || known.includes(filters.action) ? known : [filters.action, ...known];
  return (
    <div className="grid grid-cols-2 gap-3 border-line border-b p-3 lg:grid-cols-5">
      <LabelledFilter label={t('action')}>
        <Select
          value={filters.action === '' ? anyAction : filters.action}
          onChange={(action) => setFilters({ action: action === anyAction ? null : action })}
          options={[
            { value: anyAction, label: t('anyAction') },
            ...actions.map((action) => ({ value: action, label: actionName(action) })),
          ]}
        />
      </LabelledFilter>
      {(['actor', 'target'] as const).map((key) => (
        <LabelledFilter key={key} label={t(key)}>
          <Input
            type="search"
            value={filters[key]}
            onChange={(event) => setFilters({ [key]: event.target.value || null })}
          />
        </LabelledFilter>
      ))}
      {(['from', 'to'] as const).map((key) => (
        <LabelledFilter key={key} label={t(key)}>
          <Input
            type="date"
            value={filters[key]}
            onChange={(event) => setFilters({ [key]: event.target.value || null })}
          />
        </LabelledFilter>
      ))}
      {isFiltered ? (
        <Button tone="quiet" size="small" onClick={clear} className="col-span-full w-fit">
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}
