import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isUniqueViolation } from '../is-unique-violation';
import { queueMail } from '../mails/queue-mail';
import { invalidField, parseInput } from '../parse-input';
import { isWithinMailLimit } from '../security/is-within-mail-limit';
import { spendNetwork, spendSignUp } from '../security/limit-sign-in';
import type { ServiceContext } from '../service-context';
import { acceptInvitation } from '../workspaces/accept-invitation';
import { findInvitation } from '../workspaces/find-invitation';
import { describeWorkspace, type WorkspaceView } from '../workspaces/workspace-view';
import { insertPerson, type NewPerson, type Person, workspaceNameOf } from './insert-person';
import { prepareVerificationMail } from './mail-verification';
import { registerSchema } from './person-schemas';
import { describeUser, type UserView } from './user-view';

export interface Registered {
  user: UserView;
  workspace: WorkspaceView;
}

/**
 * Makes an account with a workspace of its own. Where mails are sent, it works once its address is proven, and a taken
 * address gets the same answer as a free one; its owner is told by mail.
 * @throws AppError `VALIDATION_FAILED`, `FORBIDDEN` where sign-up is not open to this person, or, where no mails are
 * sent, `EMAIL_IN_USE`.
 */
export async function registerUser(ctx: ServiceContext, input: z.input<typeof registerSchema>): Promise<Registered> {
  const { email, password, invitation, ...given } = parseInput(registerSchema, input);
  refuseUninvited(ctx, invitation);
  const name = given.name ?? nameFrom(email);
  const weakness = ctx.passwordHasher.findWeakness(password, { email, name });
  if (weakness !== null) throw invalidField('password', weakness);
  // Before the address is looked at, so that the answer says nothing about it.
  if (invitation !== undefined) await checkInvitation(ctx, invitation, email);
  await spendSignUp(ctx);
  const passwordHash = await ctx.passwordHasher.hash(password);
  const person = {
    id: newId('user'),
    email,
    name,
    passwordHash,
    platformRole: 'user' as const,
    awaitsVerification: ctx.mailer !== null,
  };
  const writeMail = ctx.mailer === null ? null : await prepareVerificationMail(ctx, person.id, email);
  try {
    return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
      const { user, workspace } = await insertPerson(tx, ctx, person);
      const actor = { kind: 'user' as const, userId: user.id, sessionId: '', platformRole: user.platformRole };
      if (invitation !== undefined)
        await acceptInvitation(tx, { ...ctx, actor }, { token: invitation, userId: user.id, email });
      await writeMail?.(tx);
      await recordRegistration(tx, ctx, user);
      return { user: describeUser(user), workspace: describeWorkspace(workspace, 'owner') };
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_key')) throw error;
    return await answerTaken(ctx, person);
  }
}

async function checkInvitation(ctx: ServiceContext, token: string, email: string): Promise<void> {
  const invitation = await findInvitation(acrossWorkspaces(ctx).db, token, ctx.clock());
  if (invitation.email === null || invitation.email === email) return;
  throw new AppError('FORBIDDEN', 'This invitation is for another e-mail address.');
}

function refuseUninvited(ctx: ServiceContext, invitation: string | undefined): void {
  const { signup } = ctx.settings;
  if (signup === 'open' || (signup === 'invite' && invitation !== undefined)) return;
  const words = signup === 'invite' ? 'by invitation only' : 'closed';
  throw new AppError('FORBIDDEN', `Sign-up is ${words} on this installation. Ask its operator.`);
}

async function recordRegistration(tx: Tx, ctx: ServiceContext, user: Person['user']): Promise<void> {
  const actor = { kind: 'user' as const, userId: user.id, sessionId: '', platformRole: user.platformRole };
  await appendAuditEvent(
    tx,
    { ...ctx, actor },
    { workspaceId: null, action: 'user.registered', targetType: 'user', targetId: user.id },
  );
}

/** With mails the answer is one that nothing stands behind; without, a network can ask for so many addresses only. */
async function answerTaken(ctx: ServiceContext, person: NewPerson & { id: string }): Promise<Registered> {
  if (ctx.mailer === null) {
    await spendNetwork(ctx);
    throw new AppError('EMAIL_IN_USE', 'There is an account with this e-mail address already. Sign in instead.', {
      fields: { email: 'is in use' },
    });
  }
  if (await isWithinMailLimit(ctx, person.email)) await tellOwner(ctx, person.email);
  const createdAt = ctx.clock().toISOString();
  const { id, email, name, platformRole } = person;
  const workspace = {
    id: newId('workspace'),
    name: workspaceNameOf(name),
    plan: ctx.settings.signupPlanId,
    role: 'owner' as const,
    requiresSecondFactor: false,
    createdAt,
  };
  return { user: { id, email, name, platformRole, locale: null, createdAt }, workspace };
}

async function tellOwner(ctx: ServiceContext, email: string): Promise<void> {
  const [owner] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (owner === undefined) return;
  await ctx.db.transaction(async (tx) => {
    await queueMail(tx, ctx, {
      userId: owner.id,
      workspaceId: null,
      recipient: email,
      subject: 'Someone signed up with your e-mail address',
      body: 'Someone tried to make a second account with your address. Nothing changed. If it was you, sign in, or ask for a new password on the sign-in page.',
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.registration_repeated',
      targetType: 'user',
      targetId: owner.id,
    });
  });
}

function nameFrom(email: string): string {
  return email.split('@')[0]?.slice(0, 80) || 'Someone';
}
