import type { EngagementContext } from '../engagement-context';

const prefix = 'duel_';
const idLength = 12;

/** A deep link that lets a friend play the same seed; signed with the bot's own key. */
export function duelLink(ctx: EngagementContext, gameId: string): string {
  return `https://t.me/${ctx.bot.username}?start=${prefix}${gameId}${macOf(ctx, gameId)}`;
}

/** The game a link's payload names; null if it is no duel's, or forged. */
export function readDuelLink(ctx: EngagementContext, payload: string): string | null {
  if (!payload.startsWith(prefix)) return null;
  const id = payload.slice(prefix.length, prefix.length + idLength);
  return payload === `${prefix}${id}${macOf(ctx, id)}` ? id : null;
}

function macOf(ctx: EngagementContext, gameId: string): string {
  return ctx.callbackData('duel_link', gameId).split(':').at(-1) ?? '';
}
