'use client';

import { Disclosure } from '@dovecote/ui/disclosure';
import { useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import type { Outputs } from '@/trpc/router-types';
import { diffFields } from './diff-fields';

type Event = Outputs['admin']['auditLog']['items'][number];

export function AuditEventRow({ event }: { event: Event }) {
  const t = useTranslations('admin.audit');
  const rows = diffFields(event.before, event.after);
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <code className="font-medium font-mono text-[0.8125rem]">{event.action}</code>
          <span className="text-ink-muted">{t('on', { target: event.targetId })}</span>
        </span>
        <span className="text-ink-muted text-xs">
          <ExactTime at={event.at} />
        </span>
      </div>
      <p className="text-ink-muted text-sm">
        <bdi>{event.actor.kind === 'system' ? t('system') : (event.actor.email ?? event.actor.id ?? '–')}</bdi>
        {event.ip === null ? '' : ` · ${event.ip}`}
        {event.reason === null ? '' : ` · “${event.reason}”`}
      </p>
      {rows.length === 0 ? null : (
        <Disclosure label={t('details')}>
          <div className="overflow-x-auto rounded-lg bg-sunken">
            <table className="w-full text-start text-xs">
              <thead>
                <tr className="text-ink-muted">
                  {[t('field'), t('before'), t('after')].map((heading) => (
                    <th key={heading} scope="col" className="px-3 py-2 text-start font-medium">
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="font-mono">
                {rows.map((row) => (
                  <tr key={row.field} className="border-line border-t">
                    <th scope="row" className="px-3 py-1.5 text-start font-normal">
                      {row.field}
                    </th>
                    <td className="px-3 py-1.5 text-bad-ink">{row.before ?? t('nothing')}</td>
                    <td className="px-3 py-1.5 text-good-ink">{row.after ?? t('nothing')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Disclosure>
      )}
    </li>
  );
}
