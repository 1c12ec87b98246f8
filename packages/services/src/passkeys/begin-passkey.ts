import { passkeys } from '@dovecote/db/schema/second-factors';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { keepChallenge } from './challenges';
import { getRelyingParty } from './relying-party';

/**
 * What a browser needs to make a passkey for the actor: one that finds its account by itself and verifies its holder.
 * @throws AppError `STEP_UP_REQUIRED`, or `BAD_REQUEST` under a bare IP address.
 */
export async function beginPasskey(ctx: ServiceContext): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const { id: rpID } = getRelyingParty(ctx);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (user === undefined) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  const known = await ctx.db.select().from(passkeys).where(eq(passkeys.userId, userId));
  const options = await generateRegistrationOptions({
    rpName: 'Dovecote',
    rpID,
    userID: new Uint8Array(Buffer.from(userId, 'utf8')),
    userName: user.email,
    userDisplayName: user.name,
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(ctx.db, options.challenge, userId, ctx.clock());
  return options;
}
