import { passkeys } from '@dovecote/db/schema/second-factors';
import { AppError } from '@dovecote/errors/app-error';
import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isUniqueViolation } from '../is-unique-violation';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import { hasSecondFactor } from '../second-factor/find-second-factor';
import { markSecondFactorPassed } from '../second-factor/mark-second-factor';
import { replaceRecoveryCodes } from '../second-factor/recovery-codes';
import { tellFactorChange } from '../second-factor/tell-factor-change';
import type { ServiceContext } from '../service-context';
import { useChallenge } from './challenges';
import { passkeyNameSchema } from './passkey-name-schema';
import { getRelyingParty } from './relying-party';

const base64url = z
  .string()
  .max(65_536)
  .regex(/^[\w-]*$/);

export const addPasskeySchema = z.strictObject({
  name: passkeyNameSchema,
  answer: z.object({
    id: base64url,
    rawId: base64url,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z.array(z.string().max(20)).max(10).optional(),
    }),
  }),
});

/**
 * Keeps a new passkey of the actor. With a first second factor come ten recovery codes, shown this once.
 * @throws AppError `STEP_UP_REQUIRED`, `INVALID_CREDENTIALS`, or `CONFLICT` for a passkey known already.
 */
export async function addPasskey(
  ctx: ServiceContext,
  input: z.input<typeof addPasskeySchema>,
): Promise<{ recoveryCodes: string[] | null }> {
  const { userId, sessionId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const { name, answer } = parseInput(addPasskeySchema, input);
  const credential = await verifyAnswer(ctx, userId, answer);
  const now = ctx.clock();
  try {
    return await ctx.db.transaction(async (tx) => {
      const isFirst = !(await hasSecondFactor(tx, userId));
      await tx.insert(passkeys).values({
        id: credential.id,
        userId,
        name,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: answer.response.transports ?? [],
        createdAt: now,
      });
      const recoveryCodes = isFirst ? await replaceRecoveryCodes(tx, userId, now) : null;
      await markSecondFactorPassed(tx, sessionId, now);
      await tellFactorChange(tx, ctx, userId, 'passkey_added', { name });
      await appendAuditEvent(tx, ctx, {
        workspaceId: null,
        action: 'user.passkey_added',
        targetType: 'user',
        targetId: userId,
        after: { name },
      });
      return { recoveryCodes };
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'passkeys_pkey')) throw error;
    throw new AppError('CONFLICT', 'This passkey is known already.');
  }
}

async function verifyAnswer(
  ctx: ServiceContext,
  userId: string,
  answer: z.output<typeof addPasskeySchema>['answer'],
): Promise<{ id: string; publicKey: Uint8Array; counter: number }> {
  const party = getRelyingParty(ctx);
  const result = await verifyRegistrationResponse({
    response: asResponse(answer),
    expectedChallenge: async (challenge) => await useChallenge(ctx.db, challenge, userId, ctx.clock()),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError('INVALID_CREDENTIALS', 'The passkey could not be verified. Begin again.', { cause });
  });
  if (!result.verified) throw new AppError('INVALID_CREDENTIALS', 'The passkey could not be verified. Begin again.');
  return result.registrationInfo.credential;
}

/** The browser's own names of transports are passed on as they came. */
function asResponse(answer: z.output<typeof addPasskeySchema>['answer']): RegistrationResponseJSON {
  const { clientDataJSON, attestationObject } = answer.response;
  return { ...answer, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} };
}
