import type { MemberRole } from '@dovecote/services/policies/member-policy';

/** The weakest first. */
export const roles = ['viewer', 'editor', 'admin', 'owner'] as const satisfies readonly MemberRole[];
