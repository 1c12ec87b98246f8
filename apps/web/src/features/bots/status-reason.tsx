'use client';

import type { Bot } from './bot';
import { ConcernText } from './concern-text';

/** States that explain themselves. */
const plainStatuses: ReadonlySet<Bot['status']> = new Set(['pending', 'stopped']);

interface StatusReasonProps {
  bot: Pick<Bot, 'id' | 'status' | 'statusReason' | 'concern' | 'limits'>;
}

/** Why a bot is as it is, in a line of a table, where that needs a word. */
export function StatusReason({ bot }: StatusReasonProps) {
  if (plainStatuses.has(bot.status) || bot.statusReason === null) return null;
  return (
    <span className="line-clamp-4 text-ink-muted text-xs">
      {bot.concern !== null && bot.statusReason === bot.concern.words ? (
        <ConcernText bot={bot} concern={bot.concern} hasLinks={false} />
      ) : (
        bot.statusReason
      )}
    </span>
  );
}
