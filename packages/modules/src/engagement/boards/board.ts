import { mondayOf } from '../people/local-time';

export const boardScopes = ['people', 'chat', 'teams'] as const;
export type BoardScope = (typeof boardScopes)[number];

export const boardSpans = ['day', 'week', 'ever'] as const;
export type BoardSpan = (typeof boardSpans)[number];

/** A board's place in the table of scores. */
export interface BoardPlace {
  board: string;
  period: string;
}

/** Where the scores of a span stand; `today` is a date in the bot's time zone. */
export function periodOf(span: BoardSpan, today: string): string {
  if (span === 'day') return `day:${today}`;
  return span === 'week' ? `week:${mondayOf(today)}` : 'ever';
}
