interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Whether a request that may change something was sent by our own pages: browsers say in `Sec-Fetch-Site` and `Origin`
 * who sends, and no page can forge either. One that says neither comes from no browser of ours, so it is not believed.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function isOwnSite(headers: HeaderReader, ownOrigins: readonly string[]): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== null) return ownOrigins.includes(origin);
  return site === 'same-origin';
}
