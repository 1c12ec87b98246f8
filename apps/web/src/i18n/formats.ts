import type { Formats } from 'next-intl';

export const formats = {
  dateTime: {
    exact: {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    },
    clock: { hour: '2-digit', minute: '2-digit' },
    day: { day: 'numeric', month: 'short' },
  },
  number: { compact: { notation: 'compact', maximumFractionDigits: 1 } },
} satisfies Formats;
