'use client';

import { useFormatter } from 'next-intl';

/** A moment in the viewer's zone. */
export function ExactTime({ at }: { at: string | Date }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} suppressHydrationWarning>
      {format.dateTime(date, 'exact')}
    </time>
  );
}
