/** Where programs of this machine reach who listens on a host: all addresses are asked on their loopback. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** The http origin at which a host and port are asked. */
export function originOf(host: string, port: number): string {
  const name = reachableHost(host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
