import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { ServiceContext } from '../service-context';
import { keepChallenge } from './challenges';
import { getRelyingParty } from './relying-party';

/**
 * What a browser needs to ask for any passkey of this installation: alike for everybody, so that it tells nothing of
 * anybody.
 * @throws AppError `BAD_REQUEST` under a bare IP address.
 */
export async function askForPasskey(ctx: ServiceContext): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { id: rpID } = getRelyingParty(ctx);
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await keepChallenge(ctx.db, options.challenge, null, ctx.clock());
  return options;
}
