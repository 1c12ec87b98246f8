/** A household or office: /24 of IPv4, /64 of IPv6. */
export function networkOf(ip: string | null): string {
  if (ip === null) return 'unknown';
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)?.[1];
  return v4 ?? expandV6(ip).slice(0, 4).join(':');
}

/** `::` stands for as many zero groups as are missing. */
function expandV6(ip: string): string[] {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail === undefined) return groups;
  const end = tail === '' ? [] : tail.split(':');
  return [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - end.length) }, () => '0'), ...end];
}
