'use client';

import { Banner } from '@dovecote/ui/banner';
import { Card } from '@dovecote/ui/card';
import { Stat } from '@dovecote/ui/stat';
import { useFormatter, useTranslations } from 'next-intl';
import { useSpan } from '@/features/shared/use-span';
import type { Usage } from './usage-page';

/** The plan's bounds beside what is used of them, what waits, and the forecast. */
export function UsagePlan({ usage }: { usage: Usage }) {
  const t = useTranslations('usage');
  const format = useFormatter();
  const span = useSpan();
  const boundOf = (max: number | null) => (max === null ? t('unlimited') : t('of', { max: format.number(max) }));
  const { updates, forecast, updatesPerMinuteMax } = usage;
  const money = (cents: number) => format.number(cents / 100, { style: 'currency', currency: 'USD' });
  const { modelBudgetCents, modelSpentCents, modelCentsPerMillion } = usage;
  const budget = modelBudgetCents === null ? t('unlimited') : t('of', { max: money(modelBudgetCents) });
  return (
    <Card title={t('plan', { plan: usage.plan.title })} description={t('lead')}>
      <div className="flex flex-col gap-5">
        {updates.waiting === 0 || updates.oldestWaitMs === null ? null : (
          <Banner tone="warn">{t('waiting', { count: updates.waiting, span: span(updates.oldestWaitMs) })}</Banner>
        )}
        <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4">
          <Stat label={t('minute')} value={format.number(updates.minute)} note={boundOf(updatesPerMinuteMax)} />
          <Stat label={t('peak')} value={format.number(updates.peakMinute)} note={boundOf(updatesPerMinuteMax)} />
          <Stat label={t('today')} value={format.number(updates.today)} />
          <Stat label={t('month')} value={format.number(updates.month)} />
          <Stat label={t('bots')} value={format.number(usage.bots.used)} note={boundOf(usage.bots.max)} />
          <Stat label={t('members')} value={format.number(usage.members.used)} note={boundOf(usage.members.max)} />
          <Stat label={t('keys')} value={format.number(usage.apiKeys.used)} note={boundOf(usage.apiKeys.max)} />
          <Stat label={t('journal')} value={t('days', { count: usage.journalDays })} />
          <Stat
            label={t('model')}
            value={money(modelSpentCents)}
            note={t('modelNote', { budget, price: money(modelCentsPerMillion) })}
          />
        </dl>
        <p className="text-ink-muted text-sm">
          {t('forecast.month', { count: format.number(forecast.month) })}{' '}
          {updatesPerMinuteMax === null
            ? t('forecast.unlimited')
            : forecast.limitOn === null
              ? t('forecast.calm', { max: format.number(updatesPerMinuteMax) })
              : t('forecast.limit', {
                  max: format.number(updatesPerMinuteMax),
                  on: format.dateTime(new Date(forecast.limitOn), { dateStyle: 'long', timeZone: 'UTC' }),
                })}
        </p>
      </div>
    </Card>
  );
}
