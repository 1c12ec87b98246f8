import type { EngagementContext } from '../engagement-context';
import { traceWrite } from './referral-writes';

/** Notes when a person did something, as far as the referee needs it: not while nobody is paid for referrals. */
export function noteAct(ctx: EngagementContext): void {
  const { from } = ctx;
  if (!from || from.is_bot || ctx.settings.referralPoints === 0) return;
  const at = ctx.clock();
  const second = at.getUTCHours() * 3_600 + at.getUTCMinutes() * 60 + at.getUTCSeconds();
  ctx.write(traceWrite, { person_id: String(from.id), day: at.toISOString().slice(0, 10), second });
}
