import { passkeys } from '@dovecote/db/schema/second-factors';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { renamePasskeySchema } from './passkey-name-schema';
import { passkeyNotFound } from './remove-passkey';

/** @throws AppError `VALIDATION_FAILED`, or `NOT_FOUND` for a passkey that is not one of the actor's. */
export async function renamePasskey(
  ctx: ServiceContext,
  passkeyId: string,
  input: z.input<typeof renamePasskeySchema>,
): Promise<void> {
  const { userId } = authoriseUser(ctx);
  const { name } = parseInput(renamePasskeySchema, input);
  if (!/^[\w-]+$/.test(passkeyId)) throw passkeyNotFound();
  await ctx.db.transaction(async (tx) => {
    const [renamed] = await tx
      .update(passkeys)
      .set({ name })
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId)))
      .returning({ id: passkeys.id });
    if (renamed === undefined) throw passkeyNotFound();
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.passkey_renamed',
      targetType: 'user',
      targetId: userId,
      after: { name },
    });
  });
}
