import { isTooDeep } from '@dovecote/services/is-too-deep';

export interface CspReport {
  directive: string;
  /** What was refused: an origin, `inline` or `eval`. */
  blocked: string;
  /** The path of the page, without its query. */
  page: string;
}

const reportsMax = 10;
const lengthMax = 200;

/** The reports of a body, of either format (CSP level 2 and the Reporting API); none when it is something else. */
export function readCspReports(body: string): CspReport[] {
  if (isTooDeep(body)) return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [];
  }
  const items = Array.isArray(value) ? value.slice(0, reportsMax) : [value];
  return items.flatMap((item) => {
    const told = recordOf(recordOf(item)?.['csp-report'] ?? recordOf(item)?.body);
    if (told === null) return [];
    return {
      directive: cut(told['effective-directive'] ?? told['violated-directive'] ?? told.effectiveDirective),
      blocked: originOf(cut(told['blocked-uri'] ?? told.blockedURL)),
      page: pathOf(cut(told['document-uri'] ?? told.documentURL)),
    };
  });
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function cut(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, lengthMax) : '';
}

/** Paths and queries may hold secrets. */
function originOf(url: string): string {
  return URL.canParse(url) && url.includes('://') ? new URL(url).origin : url;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}
