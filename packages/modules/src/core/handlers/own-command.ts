import type { HandlerResult } from '../../kit/module-handlers';
import type { CoreContext } from '../core-context';
import { menuButtons } from '../menu-buttons';

/** Answers a command the owner made. */
export function ownCommand(ctx: CoreContext, name: string): HandlerResult {
  const command = ctx.settings.commands.find((own) => own.name === name);
  if (!command) return 'pass';
  ctx.reply(command.text, { photo: command.photo, buttons: menuButtons(ctx, command.buttons) });
}
