import { AppError } from '@dovecote/errors/app-error';
import { findPageOrigin } from '../people/find-page-origin';
import type { ServiceContext } from '../service-context';

export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * Whose passkeys these are: the name the dashboard is reached by.
 * @throws AppError `BAD_REQUEST` under a bare IP address, for which no browser makes passkeys (WebAuthn, section 5.1.2).
 */
export function getRelyingParty(ctx: Pick<ServiceContext, 'settings' | 'request'>): RelyingParty {
  const origin = findPageOrigin(ctx);
  const id = origin === null ? '' : new URL(origin).hostname;
  if (origin === null || id.startsWith('[') || /^[\d.]+$/.test(id)) {
    const words = 'Passkeys need a name. Open the dashboard as http://localhost instead of an IP address.';
    throw new AppError('BAD_REQUEST', words);
  }
  return { id, origin };
}
