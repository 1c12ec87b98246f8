import { networkInterfaces } from 'node:os';

const wildcards = new Set(['0.0.0.0', '::', '']);

/** Where other processes of the deployment reach this one; a process that listens everywhere names its own network. */
export function ownAddress(host: string, port: number): string {
  const name = wildcards.has(host) ? (firstOutsideAddress() ?? '127.0.0.1') : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function firstOutsideAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((one) => one.family === 'IPv4' && !one.internal)?.address;
}
