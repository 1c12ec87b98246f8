import { invitations } from '@dovecote/db/schema/invitations';
import { and, desc, eq } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeInvitation, type InvitationView } from './invitation-view';
import { isOpenInvitation } from './is-open-invitation';

/** The open invitations into the actor's workspace, newest first. */
export async function listInvitations(ctx: ServiceContext): Promise<InvitationView[]> {
  const { id } = authoriseMember(ctx, 'members.invite');
  const rows = await ctx.db
    .select()
    .from(invitations)
    .where(and(eq(invitations.workspaceId, id), isOpenInvitation(ctx.clock())))
    .orderBy(desc(invitations.id));
  return rows.map(describeInvitation);
}
