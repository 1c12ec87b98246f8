import { newId } from '@dovecote/db/new-id';
import { invitations } from '@dovecote/db/schema/invitations';
import { AppError } from '@dovecote/errors/app-error';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { linkMark, mailLinkPlace } from '../mails/mail-link-place';
import { queueMail } from '../mails/queue-mail';
import { parseInput } from '../parse-input';
import { hashOpaqueToken, newOpaqueToken } from '../people/opaque-token';
import { authoriseActor, authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import { requireOneself } from '../policies/require-oneself';
import type { ServiceContext } from '../service-context';
import { assertPlanRoom } from './assert-plan-room';
import { getWorkspaceRow } from './get-workspace';
import { describeInvitation, type InvitationView } from './invitation-view';
import { inviteMemberSchema } from './workspace-schemas';

const invitationMs = 7 * 86_400_000;

/**
 * Makes a link into the actor's workspace for one person, good for seven days. The answer is the only place where its
 * token ever stands, but for the mail to the address, if one is given.
 * @throws AppError `STEP_UP_REQUIRED`, `FORBIDDEN` for a role above the actor's, `PLAN_LIMIT`.
 */
export async function inviteMember(
  ctx: ServiceContext,
  input: z.input<typeof inviteMemberSchema>,
): Promise<InvitationView & { token: string; link: string }> {
  const workspace = authoriseMember(ctx, 'members.invite');
  const { role, email = null } = parseInput(inviteMemberSchema, input);
  if (!isAtLeast(workspace.role, role)) {
    throw new AppError('FORBIDDEN', 'You cannot invite to a role above yours.', { fields: { role: 'is above yours' } });
  }
  requireOneself(ctx, role);
  const token = newOpaqueToken('invite');
  const link = `${ctx.settings.publicUrl ?? ctx.request.loopbackOrigin ?? ''}/invitation?token=${token}`;
  const { userId } = authoriseActor(ctx);
  const mail = { id: newId('mail'), userId };
  // The vault takes connections of its own, so it comes before the transaction.
  const sealed = email === null ? null : await ctx.vault.seal(link, mailLinkPlace(mail));
  const now = ctx.clock();
  return await ctx.db.transaction(async (tx) => {
    await assertPlanRoom(tx, workspace.id, 'members', now);
    const [row] = await tx
      .insert(invitations)
      .values({
        workspaceId: workspace.id,
        id: newId('invitation'),
        tokenHash: hashOpaqueToken(token),
        role,
        email,
        invitedBy: userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationMs),
      })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    if (email !== null && sealed !== null) {
      const { name } = await getWorkspaceRow(tx, workspace.id);
      await queueMail(tx, ctx, {
        userId,
        workspaceId: workspace.id,
        recipient: email,
        subject: `You are invited to ${name} on Dovecote`,
        body: `You are invited to work in ${name} as ${role}. The link works once, within seven days:\n\n${linkMark}\n`,
        link: { mailId: mail.id, sealed },
      });
    }
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'member.invited',
      targetType: 'invitation',
      targetId: row.id,
      after: { role },
    });
    return { ...describeInvitation(row), token, link };
  });
}
