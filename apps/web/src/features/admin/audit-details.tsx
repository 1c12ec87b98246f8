'use client';

import { Button } from '@dovecote/ui/button';
import { useFormatter, useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import type { AuditEvent } from './audit-event';
import type { AuditPick } from './audit-list';
import { ValueDiff } from './value-diff';

interface AuditDetailsProps {
  event: AuditEvent;
  onPick: ((pick: AuditPick) => void) | undefined;
}

/** Everything on record about one event. */
export function AuditDetails({ event, onPick }: AuditDetailsProps) {
  const t = useTranslations('admin.audit');
  const format = useFormatter();
  const actorId = event.actor.id;
  const facts = [
    { label: t('position'), value: t('positionValue', { seq: format.number(event.seq), chain: event.chain }) },
    { label: t('workspace'), value: event.workspaceId },
    { label: t('ip'), value: event.ip },
    { label: t('userAgent'), value: event.userAgent },
    { label: t('requestId'), value: event.requestId },
    { label: t('id'), value: event.id },
    { label: t('hash'), value: event.hash },
  ].filter((fact) => fact.value !== null);
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <ExactTime at={event.at} />
      <ValueDiff event={event} />
      <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[10rem_minmax(0,1fr)]">
        {facts.map((fact) => (
          <div key={fact.label} className="contents">
            <dt className="text-ink-muted max-sm:pt-1.5">{fact.label}</dt>
            <dd className="font-mono">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {onPick === undefined ? null : (
        <div className="flex flex-wrap gap-2">
          {actorId === null ? null : (
            <Button size="small" onClick={() => onPick({ actorId })}>
              {t('byActor')}
            </Button>
          )}
          <Button size="small" onClick={() => onPick({ targetId: event.targetId })}>
            {t('byTarget')}
          </Button>
        </div>
      )}
    </div>
  );
}
