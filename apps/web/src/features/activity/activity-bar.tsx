'use client';

import { Button } from '@dovecote/ui/button';
import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { updateStates } from './update';
import type { useActivityFilters } from './use-activity-filters';

interface ActivityBarProps extends Pick<ReturnType<typeof useActivityFilters>, 'filters' | 'setFilters'> {
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

const anyState = 'any';

/** What of the journal is shown, and whether it goes on while one reads. */
export function ActivityBar({ filters, setFilters, isPaused, onPause }: ActivityBarProps) {
  const t = useTranslations('bots.activity');
  return (
    <div className="flex flex-wrap gap-2 border-line border-b p-3">
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('searchExample')}
        value={filters.q}
        maxLength={100}
        onChange={(event) => setFilters({ q: event.target.value || null })}
        className="min-w-56 flex-1"
      />
      <Select
        label={t('filter')}
        value={filters.state ?? anyState}
        onChange={(value) => setFilters({ state: updateStates.find((one) => one === value) ?? null })}
        options={[
          { value: anyState, label: t('all') },
          ...updateStates.map((value) => ({ value, label: t(`states.${value}`) })),
        ]}
        className="w-44 max-sm:flex-1"
      />
      <Button onClick={() => onPause(!isPaused)}>
        {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {isPaused ? t('resume') : t('pause')}
      </Button>
    </div>
  );
}
