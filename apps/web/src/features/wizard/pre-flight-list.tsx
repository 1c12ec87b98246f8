'use client';

import { Card } from '@dovecote/ui/card';
import { CheckRow, type CheckState } from '@dovecote/ui/check-row';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { type Check, checkIds } from './describe-inspection';

/** Results appear one after another, so that each can be read. */
const tickMs = 200;

interface PreFlightListProps {
  checks: readonly Check[] | null;
  isRunning: boolean;
}

/** The checks of a token, ticking. */
export function PreFlightList({ checks, isRunning }: PreFlightListProps) {
  const t = useTranslations('wizard.token');
  const [shownCount, setShownCount] = useState(0);
  const total = checks?.length ?? 0;
  useEffect(() => {
    if (isRunning) setShownCount(0);
    if (isRunning || shownCount >= total) return;
    const timer = setTimeout(() => setShownCount(shownCount + 1), tickMs);
    return () => clearTimeout(timer);
  }, [isRunning, shownCount, total]);

  const found = new Map(checks?.map((check) => [check.id, check]));
  return (
    <Card title={t('checks')} headingLevel={3}>
      <ul aria-live="polite" className="-my-2 flex flex-col">
        {checkIds.map((id, index) => {
          const check = index < shownCount ? found.get(id) : undefined;
          const isNext = index === shownCount && (isRunning || index < total);
          const state: CheckState = check?.state ?? (isNext ? 'running' : 'waiting');
          return (
            <CheckRow key={id} state={state} stateLabel={t(`states.${state}`)} title={t(`names.${id}`)}>
              {check?.text}
            </CheckRow>
          );
        })}
      </ul>
    </Card>
  );
}
