'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Balance } from './balance-card';

const tick = { fill: 'var(--ink-muted)', fontSize: 12 };

/**
 * What was closed in each minute and what waited at its end, stacked, beside what came. Recharts gives it a keyboard
 * layer: arrow keys walk the minutes.
 */
export function BalanceChart({ balance }: { balance: Balance }) {
  const t = useTranslations('journal.balance');
  const format = useFormatter();
  const bars = [
    { key: 'done', name: t('done'), colour: 'var(--accent)' },
    { key: 'skipped', name: t('skipped'), colour: 'var(--line-strong)' },
    { key: 'deadLettered', name: t('deadLettered'), colour: 'var(--bad)' },
    { key: 'waiting', name: t('waitingAtEnd'), colour: 'var(--warn)' },
  ];
  return (
    <figure className="flex flex-col gap-2">
      <ResponsiveContainer width="100%" height={192}>
        <ComposedChart
          data={balance.series}
          margin={{ top: 8, right: 4, bottom: 0, left: -18 }}
          barCategoryGap={1}
          accessibilityLayer
          title={t('perMinute')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            tickFormatter={(at: string) => format.dateTime(new Date(at), 'clock')}
            minTickGap={48}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          <YAxis allowDecimals={false} tickLine={false} axisLine={false} width={48} tick={tick} />
          <Tooltip
            labelFormatter={(at) => format.dateTime(new Date(String(at)), 'clock')}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 10,
              fontSize: 13,
            }}
            labelStyle={{ color: 'var(--ink-muted)' }}
            itemStyle={{ color: 'var(--ink)' }}
            cursor={{ fill: 'var(--hover)' }}
          />
          {bars.map((bar) => (
            <Bar
              key={bar.key}
              dataKey={bar.key}
              name={bar.name}
              stackId="closed"
              fill={bar.colour}
              isAnimationActive={false}
            />
          ))}
          <Line
            type="step"
            dataKey="received"
            name={t('received')}
            stroke="var(--ink)"
            strokeWidth={1.25}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs">
        <span className="flex items-center gap-1.5">
          <span aria-hidden="true" className="h-px w-3.5 bg-ink" />
          {t('received')}
        </span>
        {bars.map((bar) => (
          <span key={bar.key} className="flex items-center gap-1.5">
            <span aria-hidden="true" style={{ background: bar.colour }} className="size-2.5 rounded-sm" />
            {bar.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
