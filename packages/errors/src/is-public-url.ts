/** Whether Telegram may be told this address: https anywhere, plain http on a loopback host only. */
export function isPublicUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

export const publicUrlRule = 'must be an https:// address, or http:// on a loopback host';
