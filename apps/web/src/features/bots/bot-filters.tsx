'use client';

import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { useTranslations } from 'next-intl';
import { botStatuses } from './bot';
import { useBotFilters } from './use-bot-filters';

const anyStatus = 'any';

export function BotFilters() {
  const t = useTranslations('bots');
  const { filters, setFilters } = useBotFilters();
  const options = [
    { value: anyStatus, label: t('list.statusAll') },
    ...botStatuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
  ];
  return (
    <div className="flex flex-wrap gap-2 border-line border-b p-3">
      <Input
        type="search"
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        value={filters.q}
        onChange={(event) => setFilters({ q: event.target.value || null })}
        className="min-w-56 flex-1"
      />
      <Select
        label={t('list.statusFilter')}
        options={options}
        value={filters.status ?? anyStatus}
        onChange={(value) => setFilters({ status: botStatuses.find((status) => status === value) ?? null })}
        className="w-44 max-sm:flex-1"
      />
    </div>
  );
}
