import type { invitations } from '@dovecote/db/schema/invitations';
import { memberRoles } from '@dovecote/db/schema/workspaces';
import { z } from 'zod';

export const invitationViewSchema = z.object({
  id: z.string(),
  role: z.enum(memberRoles),
  email: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
});

/** An open invitation; its link has no place here. */
export type InvitationView = z.output<typeof invitationViewSchema>;

export function describeInvitation(row: typeof invitations.$inferSelect): InvitationView {
  const { id, role, email, createdAt, expiresAt } = row;
  return { id, role, email, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
