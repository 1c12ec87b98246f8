import { contactWrite } from '../../kit/contact-writes';
import { contactNote } from '../contact-note';
import type { CoreContext } from '../core-context';
import { greetingText } from '../greeting-text';
import { menuButtons } from '../menu-buttons';

/** Greets as often as it is asked and resets nothing; the payload of a deep link is left to modules that sign theirs. */
export function start(ctx: CoreContext): void {
  if (ctx.contact.hasStopped) {
    ctx.write(contactWrite, { ...contactNote(ctx), stopped: false });
    ctx.reply(ctx.t('greeting.back'));
  }
  ctx.reply(greetingText(ctx), { buttons: menuButtons(ctx, ctx.settings.menu) });
}
