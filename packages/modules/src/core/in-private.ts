import type { CoreContext } from './core-context';

/** A group's members share one contact: what changes it is done in private, and a group is told where. */
export function inPrivate(handler: (ctx: CoreContext) => Promise<void> | void): (ctx: CoreContext) => Promise<void> {
  return async (ctx) => {
    if (ctx.contact.kind === 'private') {
      await handler(ctx);
      return;
    }
    const url = `https://t.me/${ctx.bot.username}`;
    ctx.reply(ctx.t('private.only'), { buttons: [[{ text: ctx.t('private.open'), url }]] });
  };
}
