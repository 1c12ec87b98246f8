import type { EngagementContext } from '../engagement-context';

/** What shows or changes one person's own things is done in private; a group is told where. */
export function inPrivate(
  handler: (ctx: EngagementContext, argument: string) => Promise<void> | void,
): (ctx: EngagementContext, argument?: string) => Promise<void> | void {
  return (ctx, argument = '') => {
    if (ctx.contact.kind === 'private') return handler(ctx, argument);
    ctx.answerCallback();
    const url = `https://t.me/${ctx.bot.username}`;
    ctx.reply(ctx.t('private.only'), { buttons: [[{ text: ctx.t('private.open'), url }]] });
  };
}
