import type { outbox } from '@dovecote/db/schema/outbox';

export const lostAnswerOutcomes = [
  'sent_again',
  'refused_again',
  'not_sent_again',
  'given_up',
  'too_old',
  'being_sent',
] as const;

export type LostAnswerOutcome = (typeof lostAnswerOutcomes)[number];

type OutboxRow = typeof outbox.$inferSelect;

const outcomes: Record<OutboxRow['state'], LostAnswerOutcome> = {
  sent: 'sent_again',
  refused: 'refused_again',
  ambiguous: 'not_sent_again',
  expired: 'too_old',
  queued: 'being_sent',
  sending: 'being_sent',
  inline: 'being_sent',
};

/** What was done about a call whose answer was lost. */
export function lostAnswerOutcome({ state, policy }: Pick<OutboxRow, 'state' | 'policy'>): LostAnswerOutcome {
  return state === 'ambiguous' && policy === 'never_lost' ? 'given_up' : outcomes[state];
}
