'use client';

import type { AuditEvent } from './audit-event';
import { AuditItem } from './audit-item';

export interface AuditPick {
  actorId?: string;
  targetId?: string;
}

interface AuditListProps {
  events: AuditEvent[];
  label: string;
  isStale?: boolean;
  /** Narrows the list to a person or an object of one of its events. */
  onPick?: (pick: AuditPick) => void;
}

export function AuditList({ events, label, isStale = false, onPick }: AuditListProps) {
  return (
    <ol aria-label={label} className={isStale ? 'divide-y divide-line opacity-60' : 'divide-y divide-line'}>
      {events.map((event) => (
        <AuditItem key={event.id} event={event} onPick={onPick} />
      ))}
    </ol>
  );
}
