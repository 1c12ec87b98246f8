import { passkeys } from '@dovecote/db/schema/second-factors';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { spendNetwork } from '../security/limit-sign-in';
import { networkOf } from '../security/network-of';
import { refundAttempt } from '../security/spend-attempt';
import type { ServiceContext } from '../service-context';
import { useChallenge } from './challenges';
import { getRelyingParty } from './relying-party';

const base64url = z
  .string()
  .max(8_192)
  .regex(/^[\w-]*$/);

/** What a browser answers when it was asked for a passkey. */
export const passkeyAnswerSchema = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});

type PasskeyAnswer = z.output<typeof passkeyAnswerSchema>;

/**
 * The person who holds the passkey, verified by their device; the challenge works once, and a counter that does not
 * grow is a copied key.
 * @throws AppError `INVALID_CREDENTIALS`, `BAD_REQUEST` under a bare IP address, `FORBIDDEN` for a suspended account,
 * or `RATE_LIMITED`.
 */
export async function verifyPasskey(ctx: ServiceContext, answer: PasskeyAnswer): Promise<typeof users.$inferSelect> {
  const party = getRelyingParty(ctx);
  await spendNetwork(ctx);
  const [found] = await ctx.db
    .select({ passkey: passkeys, user: users })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.id, answer.id));
  if (found === undefined || found.user.awaitsVerification) throw refused();
  const { passkey, user } = found;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: asResponse(answer),
    expectedChallenge: async (challenge) => await useChallenge(ctx.db, challenge, null, ctx.clock()),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified) throw refused();
  if (!(await moveCounter(ctx, passkey, authenticationInfo.newCounter))) throw refused();
  await refundAttempt(ctx, `network|${networkOf(ctx.request.ip)}`);
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}

/** Many authenticators count nothing and stay at 0 (WebAuthn, section 6.1.1). */
async function moveCounter(
  ctx: ServiceContext,
  passkey: typeof passkeys.$inferSelect,
  counter: number,
): Promise<boolean> {
  return await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(passkeys).where(eq(passkeys.id, passkey.id)).for('update');
    if (row === undefined || (counter <= row.counter && !(counter === 0 && row.counter === 0))) return false;
    await tx.update(passkeys).set({ counter, lastUsedAt: ctx.clock() }).where(eq(passkeys.id, row.id));
    return true;
  });
}

function asResponse(answer: PasskeyAnswer): AuthenticationResponseJSON {
  const { userHandle, ...response } = answer.response;
  return {
    ...answer,
    response: { ...response, ...(userHandle !== undefined && { userHandle }) },
    clientExtensionResults: {},
  };
}

function refused(cause?: unknown): AppError {
  return new AppError('INVALID_CREDENTIALS', 'This passkey was not accepted. Try again or sign in another way.', {
    cause,
  });
}
