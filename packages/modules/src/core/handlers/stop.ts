import { contactWrite } from '../../kit/contact-writes';
import { contactNote } from '../contact-note';
import type { CoreContext } from '../core-context';

/** From here on the contact gets answers to its own messages only. */
export function stop(ctx: CoreContext): void {
  ctx.write(contactWrite, { ...contactNote(ctx), stopped: true });
  ctx.reply(ctx.t('stop.done'));
}

export function stopByButton(ctx: CoreContext): void {
  ctx.answerCallback();
  ctx.write(contactWrite, { ...contactNote(ctx), stopped: true });
  ctx.edit(ctx.t('stop.done'));
}

export function resumeByButton(ctx: CoreContext): void {
  ctx.answerCallback();
  ctx.write(contactWrite, { ...contactNote(ctx), stopped: false });
  ctx.edit(ctx.t('greeting.back'));
}
