'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Usage } from './usage-page';

/** Updates a day. Recharts gives it a keyboard layer: arrow keys walk the days. */
export function UsageChart({ usage }: { usage: Usage }) {
  const t = useTranslations('usage');
  const format = useFormatter();
  const dayOf = (day: string) => format.dateTime(new Date(day), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <figure>
      <ResponsiveContainer width="100%" height={256}>
        <BarChart
          data={usage.days}
          margin={{ top: 8, right: 4, bottom: 0, left: -18 }}
          accessibilityLayer
          title={t('daily')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickFormatter={dayOf}
            minTickGap={32}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--ink-muted)', fontSize: 12 }}
          />
          <YAxis
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            width={48}
            tick={{ fill: 'var(--ink-muted)', fontSize: 12 }}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            labelFormatter={(day) => dayOf(String(day))}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 10,
              fontSize: 13,
            }}
            labelStyle={{ color: 'var(--ink-muted)' }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          <Bar dataKey="updates" name={t('updates')} fill="var(--accent)" radius={3} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
