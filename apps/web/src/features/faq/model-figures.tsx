'use client';

import { Stat } from '@dovecote/ui/stat';
import { useFormatter, useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';

/** How often an answer was at hand, and what became of the others. */
export function ModelFigures({ desk }: { desk: Outputs['faq']['desk'] }) {
  const t = useTranslations('faq.model');
  const format = useFormatter();
  const { hitRate, cacheHits, cacheMisses, answered, refused, failed } = desk.answers;
  const percent = { style: 'percent', maximumFractionDigits: 0 } as const;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <Stat
        label={t('hitRate')}
        value={hitRate === null ? '–' : format.number(hitRate, percent)}
        note={t('hits', { hits: cacheHits, asked: cacheHits + cacheMisses })}
      />
      <Stat label={t('answered')} value={format.number(answered)} />
      <Stat
        label={t('fellBack')}
        value={format.number(refused + failed)}
        note={t('fellBackNote', { refused, failed })}
      />
      <Stat label={t('tokens')} value={format.number(desk.tokensToday)} note={t('tokensNote')} />
    </dl>
  );
}
