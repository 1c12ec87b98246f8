import type { EngagementContext } from '../engagement-context';
import type { Finding, FindingKind } from './judge-referral';

const keys: Readonly<Record<FindingKind, string>> = {
  same_hands: 'finding.same_hands',
  crowd: 'finding.crowd',
  ring: 'finding.ring',
  copies: 'finding.copies',
};

/** A finding in plain words, with its figures. */
export function explainFinding(ctx: EngagementContext, { kind, figures }: Finding): string {
  const key = Object.hasOwn(keys, kind) ? keys[kind] : 'finding.ring';
  return `• ${ctx.t(key, { together: 0, acts: 0, minutes: 0, scripted: 0, active: 0, ...figures })}`;
}
