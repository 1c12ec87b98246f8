import type { CoreContext } from '../core-context';

export function start(ctx: CoreContext): void {
  ctx.reply(ctx.t('greeting.default', { hasName: 'no', name: '', bot: ctx.bot.name }));
}
