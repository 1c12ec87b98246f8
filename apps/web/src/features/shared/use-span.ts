'use client';

import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** A length of time in the unit a person would choose. */
export function useSpan(): (ms: number) => string {
  const format = useFormatter();
  return useCallback(
    (ms) => {
      const say = (value: number, unit: string, maximumFractionDigits = 0) =>
        format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
      if (ms < 1000) return say(ms, 'millisecond');
      if (ms < 2 * minuteMs) return say(ms / 1000, 'second', ms < 10_000 ? 1 : 0);
      if (ms < 2 * hourMs) return say(ms / minuteMs, 'minute');
      if (ms < 2 * dayMs) return say(ms / hourMs, 'hour');
      return say(ms / dayMs, 'day');
    },
    [format],
  );
}
