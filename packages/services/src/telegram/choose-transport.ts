import type { ServiceSettings } from '../service-context';

/** Webhooks where the bot's server can reach us; a server elsewhere cannot reach a loopback address. */
export function chooseTransport(settings: Pick<ServiceSettings, 'publicUrl'>, apiRoot: string): 'webhook' | 'polling' {
  if (settings.publicUrl === null) return 'polling';
  return isLoopback(settings.publicUrl) && !isLoopback(apiRoot) ? 'polling' : 'webhook';
}

function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
