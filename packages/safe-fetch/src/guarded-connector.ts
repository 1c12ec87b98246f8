import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/** Every address of a name; none when it has no. */
export type ResolveName = (name: string) => Promise<string[]>;

/** A connection that was not opened, because no allowed address stands behind its host. */
export class ForbiddenAddressError extends Error {
  readonly code = 'ERR_FORBIDDEN_ADDRESS';
}

export interface ConnectorOptions {
  allows(address: string): boolean;
  resolve: ResolveName;
  timeoutMs: number;
}

/**
 * Opens connections to allowed addresses only. A name is resolved once, and the sockets get the very addresses that
 * were judged, so that a name that changes its mind in between finds nothing.
 */
export function guardedConnector({ allows, resolve, timeoutMs }: ConnectorOptions): buildConnector.connector {
  const lookup: LookupFunction = (name, options, callback) => {
    findAllowed(name, { allows, resolve }).then(
      (found) => {
        const [first] = found;
        if (first === undefined) callback(new ForbiddenAddressError('No allowed address.'), '', 0);
        else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
  const connect = buildConnector({ lookup, timeout: timeoutMs });
  return (options, callback) => {
    // Node looks up names only; an address would be connected to as it stands.
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(host) !== 0 && !allows(host)) callback(new ForbiddenAddressError('No allowed address.'), null);
    else connect(options, callback);
  };
}

async function findAllowed(
  name: string,
  { allows, resolve }: Pick<ConnectorOptions, 'allows' | 'resolve'>,
): Promise<LookupAddress[]> {
  const addresses = await resolve(name);
  return addresses.filter(allows).map((address) => ({ address, family: isIP(address) }));
}

/** Asks the name servers without a thread of the pool that files and ciphers wait for; a slow one delays itself only. */
export function createResolver(): ResolveName {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return async (name) => {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}
