import { isDevelopment } from './env';

/**
 * The page's policy: nothing from outside, scripts only with the nonce (CSP level 3).
 * Styles may stand inline, because positioned parts and charts set style attributes.
 */
export function contentSecurityPolicy(nonce: string): string {
  const evalForReact = isDevelopment() ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalForReact}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${reportPath}`,
    `report-to ${reportGroup}`,
  ].join('; ');
}

/** Where browsers tell what they refused; older ones read the address, newer ones the group. */
export const reportPath = '/api/csp-reports';
export const reportGroup = 'csp';
