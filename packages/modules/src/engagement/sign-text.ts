import type { EngagementContext } from './engagement-context';

/** Eight characters of `A-Za-z0-9_-` that only this bot can make for a text and a purpose. */
export function signText(ctx: Pick<EngagementContext, 'callbackData'>, purpose: string, text: string): string {
  return ctx.callbackData(purpose, text).split(':').at(-1) ?? '';
}
