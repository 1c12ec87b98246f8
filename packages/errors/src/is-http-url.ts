/** Whether a program can be asked at this address. */
export function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

export const httpUrlRule = 'must be an http:// or https:// address';
