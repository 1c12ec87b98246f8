import type { ApiKeyScope } from '@dovecote/db/schema/api-keys';
import type { MemberRole } from '@dovecote/db/schema/workspaces';

export type { MemberRole };

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
  'engagement.moderate': 'editor',
  'sandbox.use': 'editor',
  'bots.create': 'admin',
  'bots.setLimits': 'admin',
  'bots.rotateToken': 'admin',
  'bots.remove': 'admin',
  'bots.export': 'admin',
  'members.invite': 'admin',
  'members.changeRole': 'admin',
  'members.remove': 'admin',
  'workspace.update': 'admin',
  'keys.manage': 'admin',
  'workspace.setSecondFactor': 'owner',
  'workspace.transfer': 'owner',
  'webhooks.manage': 'admin',
} as const satisfies Record<string, MemberRole>;

export type MemberAction = keyof typeof memberActions;

/** The scope an API key needs for each thing; an explicit one where a person would have to prove anew who they are. */
export const actionScopes: Record<MemberAction, ApiKeyScope> = {
  'workspace.read': 'read',
  'bots.read': 'read',
  'updates.readContent': 'read',
  'bots.rename': 'write',
  'bots.operate': 'write',
  'deadLetters.resolve': 'write',
  'broadcasts.send': 'write',
  'modules.save': 'write',
  'faq.answer': 'write',
  'engagement.moderate': 'write',
  'sandbox.use': 'write',
  'bots.create': 'write',
  'bots.setLimits': 'write',
  'bots.rotateToken': 'bots:rotate-token',
  'bots.remove': 'erase',
  'bots.export': 'export',
  'members.invite': 'team',
  'members.changeRole': 'team',
  'members.remove': 'team',
  'workspace.update': 'team',
  'keys.manage': 'keys',
  'workspace.setSecondFactor': 'team',
  'workspace.transfer': 'team',
  'webhooks.manage': 'keys',
};

/** Whether a member of this role may do it; pure, so that the dashboard asks the same question. */
export function canMember(role: MemberRole, action: MemberAction): boolean {
  return roleRank[role] >= roleRank[memberActions[action]];
}

/** Nobody acts on somebody above themselves, and nobody hands out a role above their own. */
export function isAtLeast(role: MemberRole, other: MemberRole): boolean {
  return roleRank[role] >= roleRank[other];
}

/** The weaker of two roles. */
export function weakerRole(one: MemberRole, other: MemberRole): MemberRole {
  return isAtLeast(one, other) ? other : one;
}
