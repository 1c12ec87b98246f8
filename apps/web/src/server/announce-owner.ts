import { createPlatformOwnerLink } from '@dovecote/services/people/create-platform-owner-link';
import { ensurePlatformOwner } from '@dovecote/services/people/ensure-platform-owner';
import { systemContext } from '@dovecote/services/service-context';
import type { ServerContext } from '../server-context';

export interface OwnerAnnouncement {
  /** A one-time sign-in link's path for whoever started us on this machine; it is never logged. */
  linkPath?: string;
  /** One line for the same reader, without any value. */
  notice?: string;
}

const variables = 'ADMIN_EMAIL and ADMIN_PASSWORD were ignored';
const passwordMissing = 'ADMIN_EMAIL was ignored: without ADMIN_PASSWORD it makes nobody the owner.';
const notices = {
  has_signed_in: `${variables}: there is a platform owner already, who signs in as before.`,
  address_taken: `${variables}: the address is another account’s. Give another one.`,
};

/** Makes the platform owner on the first start: from ADMIN_EMAIL and ADMIN_PASSWORD, or with a one-time link. */
export async function announceOwner({ env, deps }: Pick<ServerContext, 'env' | 'deps'>): Promise<OwnerAnnouncement> {
  const ctx = systemContext(deps.services, 'start');
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env;
  const ensured = email && password ? await ensurePlatformOwner(ctx, { email, password }) : null;
  if (ensured?.ignored === null) return {};
  const { token } = await createPlatformOwnerLink(ctx);
  const linkPath = `/sign-in/link?token=${encodeURIComponent(token)}`;
  if (ensured !== null) return { linkPath, notice: notices[ensured.ignored] };
  return email ? { linkPath, notice: passwordMissing } : { linkPath };
}
