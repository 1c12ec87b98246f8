import type { PlatformRole } from '@dovecote/db/schema/users';

const roleRank: Record<PlatformRole, number> = { user: 0, admin: 1, owner: 2 };

/** The weakest platform role that may do each thing across workspaces. */
export const platformActions = {
  'platform.readBots': 'admin',
  'platform.accessBot': 'admin',
  'platform.suspendBot': 'admin',
  'platform.setLimits': 'admin',
  'platform.readUsers': 'admin',
  'platform.suspendUser': 'admin',
  'platform.changePlan': 'admin',
  'platform.readAudit': 'admin',
} as const satisfies Record<string, PlatformRole>;

export type PlatformAction = keyof typeof platformActions;

/** Whether a person of this platform role may do it; pure, so that the dashboard asks the same question. */
export function canOnPlatform(role: PlatformRole, action: PlatformAction): boolean {
  return roleRank[role] >= roleRank[platformActions[action]];
}

/** An admin may not act on another admin; only the platform owner may, and nobody on themselves. */
export function canSuspendUser(
  actor: { userId: string; platformRole: PlatformRole },
  target: { id: string; platformRole: PlatformRole },
): boolean {
  return actor.userId !== target.id && roleRank[actor.platformRole] > roleRank[target.platformRole];
}
