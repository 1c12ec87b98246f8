'use client';

import type { Bot } from './bot';
import { ConcernText } from './concern-text';
import { useStatusWords } from './use-status-words';

/** States that explain themselves. */
const plainStatuses: ReadonlySet<Bot['status']> = new Set(['pending', 'stopped']);

interface StatusReasonProps {
  bot: Pick<Bot, 'id' | 'status' | 'cause' | 'suspendedReason' | 'concern' | 'limits'>;
}

/** Why a bot is as it is, in a line of a table, where that needs a word. */
export function StatusReason({ bot }: StatusReasonProps) {
  const words = useStatusWords()(bot);
  if (bot.concern === null && (words === null || plainStatuses.has(bot.status))) return null;
  return (
    <span className="wrap-anywhere line-clamp-6 text-ink-muted text-xs">
      {words ?? (bot.concern && <ConcernText bot={bot} concern={bot.concern} hasLinks={false} />)}
    </span>
  );
}
