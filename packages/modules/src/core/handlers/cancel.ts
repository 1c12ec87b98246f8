import type { CoreContext } from '../core-context';

export function cancel(ctx: CoreContext): void {
  ctx.setDialogue(null);
  ctx.reply(ctx.t(ctx.isDialogueOpen ? 'cancel.done' : 'cancel.nothing'));
}
