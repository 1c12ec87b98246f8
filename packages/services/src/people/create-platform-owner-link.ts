import type { ServiceContext } from '../service-context';
import { createOneTimeLink } from './create-one-time-link';
import { findOrMakeOwner } from './ensure-platform-owner';

const firstAddress = 'owner@dovecote.local';

/** A one-time sign-in token for the platform owner, who is made on the first start. */
export async function createPlatformOwnerLink(ctx: ServiceContext): Promise<{ token: string; expiresAt: Date }> {
  return await createOneTimeLink(ctx, await findOrMakeOwner(ctx, firstAddress));
}
