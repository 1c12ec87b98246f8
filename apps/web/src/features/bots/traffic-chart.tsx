'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Stats } from './traffic-card';

const dayMs = 86_400_000;

/** Updates, calls and errors over time. Recharts gives it a keyboard layer: arrow keys walk the points. */
export function TrafficChart({ stats }: { stats: Stats }) {
  const t = useTranslations('bots.overview.chart');
  const format = useFormatter();
  const spanMs = new Date(stats.to).getTime() - new Date(stats.from).getTime();
  const tickOf = (at: string) => format.dateTime(new Date(at), spanMs > dayMs ? 'day' : 'clock');
  const lines = [
    { key: 'updates', name: t('received'), colour: 'var(--accent)', opacity: 0.16 },
    { key: 'calls', name: t('calls'), colour: 'var(--clay)', opacity: 0 },
    { key: 'errors', name: t('errors'), colour: 'var(--bad)', opacity: 0.1 },
  ];
  return (
    <figure className="flex flex-col gap-2">
      <ResponsiveContainer width="100%" height={256}>
        <AreaChart
          data={stats.series}
          margin={{ top: 8, right: 4, bottom: 0, left: -18 }}
          accessibilityLayer
          title={t('title')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            tickFormatter={tickOf}
            minTickGap={48}
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
            labelFormatter={(at) => format.dateTime(new Date(String(at)), 'exact')}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 10,
              fontSize: 13,
            }}
            labelStyle={{ color: 'var(--ink-muted)' }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          {lines.map((line) => (
            <Area
              key={line.key}
              type="monotone"
              dataKey={line.key}
              name={line.name}
              stroke={line.colour}
              strokeWidth={1.75}
              fill={line.colour}
              fillOpacity={line.opacity}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
      <figcaption className="flex flex-wrap gap-4 text-ink-muted text-xs">
        {lines.map((line) => (
          <span key={line.key} className="flex items-center gap-1.5">
            <span aria-hidden="true" style={{ background: line.colour }} className="h-1 w-3.5 rounded-full" />
            {line.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
