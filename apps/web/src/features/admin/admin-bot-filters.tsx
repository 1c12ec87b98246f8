'use client';

import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { useTranslations } from 'next-intl';
import { botStatuses } from '@/features/bots/bot';
import { LabelledFilter } from './labelled-filter';
import { useAdminBotFilters } from './use-admin-bot-filters';

const anyStatus = 'any';

export function AdminBotFilters() {
  const t = useTranslations('admin.bots');
  const words = useTranslations('bots');
  const { filters, setFilters } = useAdminBotFilters();
  return (
    <div className="grid grid-cols-2 gap-3 border-line border-b p-3 lg:grid-cols-5">
      <LabelledFilter label={t('search')}>
        <Input type="search" value={filters.q} onChange={(event) => setFilters({ q: event.target.value || null })} />
      </LabelledFilter>
      <LabelledFilter label={t('owner')}>
        <Input
          type="search"
          value={filters.owner}
          onChange={(event) => setFilters({ owner: event.target.value || null })}
        />
      </LabelledFilter>
      <LabelledFilter label={words('list.statusFilter')}>
        <Select
          value={filters.status ?? anyStatus}
          onChange={(value) => setFilters({ status: botStatuses.find((status) => status === value) ?? null })}
          options={[
            { value: anyStatus, label: words('list.statusAll') },
            ...botStatuses.map((status) => ({ value: status, label: words(`status.${status}`) })),
          ]}
        />
      </LabelledFilter>
      <LabelledFilter label={t('from')}>
        <Input
          type="date"
          value={filters.from}
          onChange={(event) => setFilters({ from: event.target.value || null })}
        />
      </LabelledFilter>
      <LabelledFilter label={t('to')}>
        <Input type="date" value={filters.to} onChange={(event) => setFilters({ to: event.target.value || null })} />
      </LabelledFilter>
    </div>
  );
}
