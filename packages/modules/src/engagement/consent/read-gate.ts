import type { EngagementContext } from '../engagement-context';
import { type Choices, readChoices } from './read-choices';

/** What is still to be said before anything is kept of a person. */
export type Gate = 'open' | 'age' | 'guardian' | 'consent';

export async function readGate(ctx: EngagementContext): Promise<Gate> {
  const { minimumAge, asksConsent } = ctx.settings;
  const { userId } = ctx.contact;
  if ((minimumAge === 0 && !asksConsent) || userId === null) return 'open';
  return gateOf(ctx.settings, await readChoices(ctx.reader, userId));
}

/** A child's guardian agrees for both: to the child taking part, and to what is kept of it. */
export function gateOf(
  { minimumAge, asksConsent }: { minimumAge: number; asksConsent: boolean },
  { isOfAge, guardianId, hasConsented }: Choices,
): Gate {
  if (minimumAge > 0 && isOfAge === null) return 'age';
  if (minimumAge > 0 && isOfAge === false) return guardianId === null ? 'guardian' : 'open';
  return asksConsent && !hasConsented ? 'consent' : 'open';
}
