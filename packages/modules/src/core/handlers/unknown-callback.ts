import type { CoreContext } from '../core-context';
import { greetingText } from '../greeting-text';
import { menuButtons } from '../menu-buttons';

/** A button nobody knows any more becomes the menu as it is now. */
export function unknownCallback(ctx: CoreContext): void {
  ctx.answerCallback(ctx.t('callback.outdated'));
  ctx.edit(greetingText(ctx), { buttons: menuButtons(ctx, ctx.settings.menu) });
}
