'use client';

import { Card } from '@dovecote/ui/card';
import { cn } from '@dovecote/ui/cn';
import { useNow, useTranslations } from 'next-intl';
import { useSpan } from '@/features/shared/use-span';
import { buildTimeline, type TimelineRow, type Trace } from './build-timeline';

const waitClass = 'bg-line-strong/45';

/** Where the time went, drawn to scale; each bar's figures stand beside it in words. */
export function TraceTimeline({ trace }: { trace: Pick<Trace, 'update' | 'calls'> }) {
  const t = useTranslations('journal.timeline');
  const span = useSpan();
  const { rows, spanMs } = buildTimeline(trace, useNow({ updateInterval: 1_000 }));
  const legend = [
    { name: t('waiting'), className: waitClass },
    { name: t('handling'), className: 'bg-accent' },
    ...(trace.calls.length === 0 ? [] : [{ name: t('sending'), className: 'bg-clay' }]),
  ];
  return (
    <Card title={t('title')} description={t('summary', { whole: span(spanMs) })} headingLevel={3}>
      <ol className="flex flex-col gap-3">
        {rows.map((row) => (
          <li
            key={row.call?.id ?? 'update'}
            className="grid items-center gap-x-4 gap-y-1 text-sm sm:grid-cols-[9rem_minmax(0,1fr)_15rem]"
          >
            <span className={cn('truncate', row.call === null ? 'font-medium' : 'font-mono text-[0.8125rem]')}>
              {row.call?.method ?? t('update')}
            </span>
            <Bar row={row} spanMs={spanMs} />
            <span className="text-ink-muted text-xs">
              <Figures row={row} isFailed={trace.update.state === 'dead_lettered'} />
            </span>
          </li>
        ))}
      </ol>
      <p aria-hidden="true" className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-xs">
        {legend.map((item) => (
          <span key={item.name} className="flex items-center gap-1.5">
            <span className={cn('size-2.5 rounded-sm', item.className)} />
            {item.name}
          </span>
        ))}
      </p>
    </Card>
  );
}

function Bar({ row, spanMs }: { row: TimelineRow; spanMs: number }) {
  const percent = (ms: number) => `${(ms / spanMs) * 100}%`;
  return (
    <span aria-hidden="true" className="flex h-4 min-w-0 overflow-hidden rounded bg-sunken max-sm:order-last">
      <span className="shrink-0" style={{ width: `min(${percent(row.startMs)}, calc(100% - 4px))` }} />
      {row.waitMs > 0 ? (
        <span
          className={cn('min-w-[2px]', waitClass, row.isOpen && 'animate-pulse')}
          style={{ width: percent(row.waitMs) }}
        />
      ) : null}
      <span
        className={cn('min-w-[2px] rounded-e', row.call === null ? 'bg-accent' : 'bg-clay', row.isOpen && 'hidden')}
        style={{ width: percent(row.workMs) }}
      />
    </span>
  );
}

function Figures({ row: { call, waitMs, workMs, isOpen }, isFailed }: { row: TimelineRow; isFailed: boolean }) {
  const t = useTranslations('journal.timeline');
  const span = useSpan();
  const isWorked = call === null || (call.tookMs !== null && !call.isHandedOver);
  return [
    isOpen ? t(call === null ? 'stillWaits' : 'stillOpen') : null,
    waitMs > 0 || (call === null && !isOpen) ? t('waited', { span: span(waitMs) }) : null,
    isWorked && !isOpen ? t(call !== null ? 'sent' : isFailed ? 'gaveUp' : 'handled', { span: span(workMs) }) : null,
    call !== null && call.attempts > 1 ? t('tries', { count: call.attempts }) : null,
    call?.isHandedOver === true ? t('handedOver') : null,
    call?.isAmbiguous === true ? t('uncertain') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
