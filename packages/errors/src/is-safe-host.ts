/**
 * Whether a server may listen on a host: this machine's own addresses always; others only behind an https address, or in
 * a container, whose ports are published by somebody who saw them.
 */
export function isSafeHost(host: string, settings: { publicUrl: string | undefined; isContainer: boolean }): boolean {
  if (/^(localhost|127(\.\d+){3}|::1)$/.test(host) || settings.isContainer) return true;
  return settings.publicUrl?.startsWith('https://') === true;
}

export const safeHostRule =
  'would offer plain http beyond this machine: leave it at 127.0.0.1, or set PUBLIC_URL to the https:// address of the proxy in front';
