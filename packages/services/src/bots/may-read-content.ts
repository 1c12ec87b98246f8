import { canMember } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';

/** Whether the actor may see what people wrote; an admin's look inside shows only what happened. */
export function mayReadContent({ workspace }: ServiceContext, bot: BotRow): boolean {
  return workspace?.id === bot.workspaceId && canMember(workspace.role, 'updates.readContent');
}
