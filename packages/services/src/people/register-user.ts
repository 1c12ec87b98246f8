import { AppError } from '@dovecote/errors/app-error';
import type { z } from 'zod';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isUniqueViolation } from '../is-unique-violation';
import { invalidField, parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { describeWorkspace, type WorkspaceView } from '../workspaces/workspace-view';
import { insertPerson } from './insert-person';
import { registerSchema } from './person-schemas';
import { describeUser, type UserView } from './user-view';

/**
 * Makes an account with a workspace of its own.
 * @throws AppError `VALIDATION_FAILED`, `EMAIL_IN_USE`, or `FORBIDDEN` where sign-up is not open.
 */
export async function registerUser(
  ctx: ServiceContext,
  input: z.input<typeof registerSchema>,
): Promise<{ user: UserView; workspace: WorkspaceView }> {
  if (ctx.settings.signup !== 'open') {
    const words = ctx.settings.signup === 'invite' ? 'by invitation only' : 'closed';
    throw new AppError('FORBIDDEN', `Sign-up is ${words} on this installation. Ask its operator.`);
  }
  const { email, password, ...given } = parseInput(registerSchema, input);
  const name = given.name ?? nameFrom(email);
  const weakness = ctx.passwordHasher.findWeakness(password, { email, name });
  if (weakness !== null) throw invalidField('password', weakness);
  const passwordHash = await ctx.passwordHasher.hash(password);
  try {
    return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
      const { user, workspace } = await insertPerson(tx, ctx, { email, name, passwordHash, platformRole: 'user' });
      const actor = { kind: 'user' as const, userId: user.id, sessionId: '', platformRole: user.platformRole };
      await appendAuditEvent(
        tx,
        { ...ctx, actor },
        { workspaceId: null, action: 'user.registered', targetType: 'user', targetId: user.id },
      );
      return { user: describeUser(user), workspace: describeWorkspace(workspace, 'owner') };
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_key')) throw error;
    throw new AppError('EMAIL_IN_USE', 'There is an account with this e-mail address already. Sign in instead.', {
      fields: { email: 'is in use' },
    });
  }
}

function nameFrom(email: string): string {
  return email.split('@')[0]?.slice(0, 80) || 'Someone';
}
