import type { CallbackResult } from '../../kit/module-handlers';
import type { CoreContext } from '../core-context';

/** A menu button stands for a command of any module. */
export function runCommand(ctx: CoreContext, command: string): CallbackResult {
  ctx.answerCallback();
  return { command };
}
