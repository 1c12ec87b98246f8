import { z } from 'zod';

/** As it is written, because Telegram reads it without a browser's corrections. */
const hostPart = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i;

/** Telegram refuses an address whose host has no dot and is no IP address, and with it the message. */
function hasPublicName(address: string): boolean {
  const host = hostPart.exec(address)?.[1] ?? '';
  return host.startsWith('[') || /[^.]\.[^.]/.test(host);
}

/** An address Telegram opens or fetches: http or https, and whatever else `others` names. */
export const webAddress = (...others: string[]) =>
  z
    .url({
      protocol: new RegExp(`^(https?${others.map((name) => `|${name}`).join('')})$`),
      error: 'Give a whole address, like https://example.org/page.',
      abort: true,
    })
    .max(2048)
    .refine((address) => others.some((name) => address.startsWith(`${name}:`)) || hasPublicName(address), {
      error:
        'Give an address with a full host name, like https://example.org/page: Telegram refuses a host without a dot.',
    });
