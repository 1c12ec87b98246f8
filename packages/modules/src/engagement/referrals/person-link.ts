import type { EngagementContext } from '../engagement-context';
import { signText } from '../sign-text';

/** A deep link that names a person, signed with the bot's own key: at most 64 of `A-Za-z0-9_-`. */
export function personLink(ctx: EngagementContext, purpose: string, personId: string): string {
  return `https://t.me/${ctx.bot.username}?start=${payloadOf(ctx, purpose, personId)}`;
}

/** The person a link's payload names; null if it is of another purpose, or forged. */
export function readPersonLink(ctx: EngagementContext, purpose: string, payload: string): string | null {
  const coded = /^([a-z]+)_([0-9a-z]{1,12})_/.exec(payload);
  if (coded?.[1] !== purpose) return null;
  const personId = String(Number.parseInt(coded[2] ?? '', 36));
  return payload === payloadOf(ctx, purpose, personId) ? personId : null;
}

function payloadOf(ctx: EngagementContext, purpose: string, personId: string): string {
  return `${purpose}_${Number(personId).toString(36)}_${signText(ctx, purpose, personId)}`;
}
