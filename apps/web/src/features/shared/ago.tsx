'use client';

import { useFormatter, useNow } from 'next-intl';

const tickMs = 10_000;

/** How long ago something was, kept current; the exact time stands in its title. */
export function Ago({ at }: { at: string | Date }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: tickMs });
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={format.dateTime(date, 'exact')} suppressHydrationWarning>
      {format.relativeTime(date > now ? now : date, now)}
    </time>
  );
}
