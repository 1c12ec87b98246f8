'use client';

import { useTranslations } from 'next-intl';
import type { FieldLine } from './list-fields';

/** Fields with their types and bounds. */
export function FieldTable({ caption, lines }: { caption: string; lines: readonly FieldLine[] }) {
  const t = useTranslations('reference');
  return (
    <div className="flex flex-col gap-1.5">
      <h4 className="font-medium text-sm">{caption}</h4>
      {lines.length === 0 ? (
        <p className="text-ink-muted text-sm">{t('nothing')}</p>
      ) : (
        <table className="w-full border-collapse text-[0.8125rem] max-md:block">
          <thead className="max-md:sr-only">
            <tr className="border-line border-b text-ink-muted text-xs">
              {[t('name'), t('type'), t('notes')].map((heading) => (
                <th key={heading} scope="col" className="py-1.5 pe-4 text-start font-medium">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {lines.map((line) => (
              <tr
                key={line.name}
                className="border-line border-b last:border-b-0 max-md:flex max-md:flex-col max-md:py-2"
              >
                <th scope="row" className="py-1.5 pe-4 text-start align-top font-normal max-md:py-0">
                  <code className="font-mono">{line.name}</code>
                  {line.isRequired ? <span className="ms-2 text-bad-ink text-xs">{t('required')}</span> : null}
                </th>
                <td className="py-1.5 pe-4 align-top text-ink-muted max-md:py-0">
                  <code className="font-mono text-xs">{line.type}</code>
                </td>
                <td className="py-1.5 align-top text-ink-muted max-md:py-0">{line.notes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
