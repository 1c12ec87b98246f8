import type { ServiceSettings } from '../service-context';

/**
 * Webhooks where the bot's server can reach us; a server elsewhere cannot reach a loopback address, and the built-in
 * sandbox need not go out and come back by the public one.
 */
export function chooseTransport(
  settings: Pick<ServiceSettings, 'publicUrl' | 'sandboxApiRoot'>,
  apiRoot: string,
): 'webhook' | 'polling' {
  if (settings.publicUrl === null || apiRoot === settings.sandboxApiRoot) return 'polling';
  return isLoopback(settings.publicUrl) && !isLoopback(apiRoot) ? 'polling' : 'webhook';
}

function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
