'use client';

import { DeadLettersCard } from './dead-letters-card';
import { QuarantineCard } from './quarantine-card';

/** What could not be handled, and what was no update at all. */
export function DeadLettersPage({ botId }: { botId: string }) {
  return (
    <div className="flex flex-col gap-6">
      <DeadLettersCard botId={botId} />
      <QuarantineCard botId={botId} />
    </div>
  );
}
