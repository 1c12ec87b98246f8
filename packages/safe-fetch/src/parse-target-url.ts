import { isIP } from 'node:net';
import { targetError } from './target-error';

export interface TargetRules {
  /** Whether an address may be connected to. */
  allows(address: string): boolean;
  allowsHttp: boolean;
}

const lengthMax = 2_048;
/** Names that no public resolver may answer (RFC 6761, 6762, 8375, 9476) or that stand for a machine inside. */
const insideNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa|onion|test|invalid|alt)$/;
/** Of the ports browsers refuse, those above 1023. @see https://fetch.spec.whatwg.org/#port-blocking */
const badPorts = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Reads an address that a customer gave: the URL that is answered is the one to dispatch. What its name leads to is
 * judged when connecting.
 * @throws AppError `VALIDATION_FAILED` that names the field and never quotes it.
 */
export function parseTargetUrl(text: string, field: string, rules: TargetRules): URL {
  const refuse = (words: string) => targetError('VALIDATION_FAILED', field, words);
  if (text.length > lengthMax) throw refuse('must have at most 2,048 characters');
  // Parsers disagree on these; the URL standard drops tabs and line ends silently and takes a backslash for a slash.
  if (/[^\u0021-\u007e]|\\/.test(text)) throw refuse('may hold printable ASCII characters only, and no backslash');
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) throw refuse(`must be an ${schemes(rules)} address`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && !rules.allowsHttp) throw refuse('must be an https:// address');
  if (url.username !== '' || url.password !== '') throw refuse('must hold no user name or password');
  if (!isFinePort(url.port)) throw refuse('must use the default port or one above 1023 that is no well-known service');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) {
    if (!rules.allows(host)) throw refuse(notPublic);
  } else if (host.endsWith('.')) throw refuse('must not end its host name with a dot');
  else if (!host.includes('.') || insideNames.test(host)) throw refuse(notPublic);
  return url;
}

export const notPublic = 'must lead to a public address';

function schemes({ allowsHttp }: TargetRules): string {
  return allowsHttp ? 'http:// or https://' : 'https://';
}

function isFinePort(port: string): boolean {
  if (port === '' || port === '80' || port === '443') return true;
  return Number(port) > 1_023 && !badPorts.has(Number(port));
}
