'use client';

import { Disclosure } from '@dovecote/ui/disclosure';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { AuditDetails } from './audit-details';
import type { AuditEvent } from './audit-event';
import type { AuditPick } from './audit-list';
import { useActionName } from './use-action-name';

interface AuditItemProps {
  event: AuditEvent;
  onPick: ((pick: AuditPick) => void) | undefined;
}

/** Who did what to what, when and why; the rest behind a button. */
export function AuditItem({ event, onPick }: AuditItemProps) {
  const t = useTranslations('admin.audit');
  const actionName = useActionName();
  const { actor } = event;
  const who = actor.kind === 'system' ? t('system') : (actor.email ?? t('unknown'));
  return (
    <li className="flex flex-col gap-1 px-4 py-3.5 text-sm sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <p className="min-w-0">
          <span className="font-medium">{actionName(event.action)}</span>{' '}
          <code className="font-mono text-ink-faint text-xs">{event.action}</code>
        </p>
        <span className="text-ink-muted text-xs">
          <Ago at={event.at} />
        </span>
      </div>
      <p className="text-ink-muted">
        <bdi>{who}</bdi>
        {' → '}
        {t('targetType', { type: event.targetType })}{' '}
        {event.targetType === 'bot' ? (
          <Link
            href={`/admin/bots/${event.targetId}`}
            className="focus-ring touch inline-flex items-center rounded font-mono text-accent-ink text-xs underline underline-offset-2"
          >
            {event.targetId}
          </Link>
        ) : (
          <code className="font-mono text-xs">{event.targetId}</code>
        )}
      </p>
      {event.reason === null ? null : <p>{t('reason', { reason: event.reason })}</p>}
      <Disclosure label={t('more')}>
        <AuditDetails event={event} onPick={onPick} />
      </Disclosure>
    </li>
  );
}
