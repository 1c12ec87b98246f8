import type { ReferralState } from '@dovecote/db/schema/engagement-referrals';

export const referralDecisions = ['pay', 'refuse'] as const;
export type ReferralDecision = (typeof referralDecisions)[number];

/** What each decision makes of each state; what is missing there is decided so already. */
const nextStates: Record<ReferralDecision, Partial<Record<ReferralState, ReferralState>>> = {
  pay: {
    waiting: 'released',
    held: 'released',
    appealed: 'released',
    refused: 'released',
    revoked: 'released',
    clawed_back: 'released',
    lapsed: 'released',
  },
  refuse: {
    waiting: 'refused',
    held: 'refused',
    appealed: 'refused',
    lapsed: 'refused',
    clawed_back: 'refused',
    paid: 'revoked',
    released: 'revoked',
  },
};

/** What the owner's decision makes of a referral; null if it is decided so already. */
export function nextReferralState(state: ReferralState, decision: ReferralDecision): ReferralState | null {
  return nextStates[decision][state] ?? null;
}
