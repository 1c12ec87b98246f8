import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { badRequest } from '../refusal';

const inner = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, prefix, 'ipv6');
}

/** @throws Refusal unless the address is public https or, where that is allowed, http or https on this machine. */
export function checkWebhookUrl(text: string, isLoopbackAllowed: boolean): URL {
  if (!URL.canParse(text)) throw badRequest('bad webhook: invalid webhook URL specified');
  const url = new URL(text);
  if (isLoopbackHost(url.hostname)) {
    if (!isLoopbackAllowed) throw badRequest(`bad webhook: IP address ${url.hostname} is reserved`);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  }
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isInner(host)) {
    throw badRequest(`bad webhook: IP address ${host} is reserved`);
  }
  return url;
}

/** Resolves a webhook's host, but never to an address inside the operator's network unless it is this machine by name. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const usable = error ? [] : addresses.filter((one) => isLoopbackHost(hostname) || !isInner(one.address));
    const [first] = usable;
    if (error || first === undefined) {
      callback(error ?? Object.assign(new Error('The address is reserved.'), { code: 'ERESERVED' }), '', 0);
    } else if (options.all) callback(null, usable);
    else callback(null, first.address, first.family);
  });
};

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return inner.check(mapped, 'ipv4');
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
