import type { IncomingMessage, ServerResponse } from 'node:http';

const features = ['accelerometer', 'bluetooth', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid'];
const moreFeatures = ['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'];
const deniedFeatures = [...features, ...moreFeatures].map((name) => `${name}=()`).join(', ');

/**
 * Headers of every answer. A page overwrites the content policy with its own and its nonce; whatever does not, an error
 * page say, may run nothing and be framed by nobody.
 */
export function setSecurityHeaders(req: IncomingMessage, res: ServerResponse, isSecure: boolean): void {
  res.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('x-frame-options', 'DENY');
  res.setHeader('referrer-policy', 'same-origin');
  res.setHeader('permissions-policy', deniedFeatures);
  res.setHeader('cross-origin-opener-policy', 'same-origin');
  res.setHeader('cross-origin-resource-policy', 'same-origin');
  if (isSecure || req.headers['x-forwarded-proto'] === 'https') {
    res.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains');
  }
}
