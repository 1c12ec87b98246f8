'use client';

import { useTranslations } from 'next-intl';
import type { AuditEvent } from './audit-event';
import { diffValues } from './diff-values';

/** What an event changed, field by field. */
export function ValueDiff({ event }: { event: Pick<AuditEvent, 'before' | 'after'> }) {
  const t = useTranslations('admin.audit');
  const changes = diffValues(event.before, event.after);
  if (changes.length === 0) return <p className="text-ink-muted">{t('noChange')}</p>;
  const unset = <span className="text-ink-faint italic">{t('nothing')}</span>;
  return (
    <table className="w-full table-fixed border-collapse text-start">
      <caption className="sr-only">{t('diff')}</caption>
      <thead>
        <tr className="border-line border-b text-ink-muted text-xs">
          <th scope="col" className="py-1.5 pe-3 text-start font-medium">
            {t('field')}
          </th>
          <th scope="col" className="py-1.5 pe-3 text-start font-medium">
            {t('before')}
          </th>
          <th scope="col" className="py-1.5 text-start font-medium">
            {t('after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="border-line border-b align-top last:border-b-0">
            <th scope="row" className="py-1.5 pe-3 text-start font-mono font-normal text-xs">
              {change.field}
            </th>
            <td className="py-1.5 pe-3">
              {change.before === null ? (
                unset
              ) : (
                <del className="rounded bg-bad-soft px-1 text-bad-ink no-underline">{change.before}</del>
              )}
            </td>
            <td className="py-1.5">
              {change.after === null ? (
                unset
              ) : (
                <ins className="rounded bg-good-soft px-1 text-good-ink no-underline">{change.after}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
