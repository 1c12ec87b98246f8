import { createPlatformOwnerLink } from '@dovecote/services/people/create-platform-owner-link';
import { ensurePlatformOwner } from '@dovecote/services/people/ensure-platform-owner';
import { systemContext } from '@dovecote/services/service-context';
import type { ServerContext } from '../server-context';

/**
 * Makes the platform owner on the first start: from ADMIN_EMAIL and ADMIN_PASSWORD, or with a one-time link. Answers
 * the link's path for whoever started us on this machine; it is never logged.
 */
export async function announceOwner({ env, deps }: ServerContext): Promise<string | null> {
  const ctx = systemContext(deps.services, 'start');
  if (env.ADMIN_EMAIL && env.ADMIN_PASSWORD) {
    await ensurePlatformOwner(ctx, { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD });
    return null;
  }
  const { token } = await createPlatformOwnerLink(ctx);
  return `/sign-in/link?token=${encodeURIComponent(token)}`;
}
