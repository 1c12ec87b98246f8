import type { MemberRole } from '@dovecote/db/schema/workspaces';

const roleRank: Record<MemberRole, number> = { viewer: 0, editor: 1, admin: 2, owner: 3 };

/** The weakest role that may do each thing in a workspace. */
export const memberActions = {
  'workspace.read': 'viewer',
  'bots.read': 'viewer',
  'updates.readContent': 'editor',
  'bots.rename': 'editor',
  'bots.operate': 'editor',
  'deadLetters.resolve': 'editor',
  'broadcasts.send': 'editor',
  'modules.save': 'editor',
  'faq.answer': 'editor',
  'sandbox.use': 'editor',
  'bots.create': 'admin',
  'bots.setLimits': 'admin',
  'bots.rotateToken': 'admin',
  'bots.remove': 'admin',
  'bots.export': 'admin',
  'webhooks.manage': 'admin',
} as const satisfies Record<string, MemberRole>;

export type MemberAction = keyof typeof memberActions;

/** Whether a member of this role may do it; pure, so that the dashboard asks the same question. */
export function canMember(role: MemberRole, action: MemberAction): boolean {
  return roleRank[role] >= roleRank[memberActions[action]];
}
