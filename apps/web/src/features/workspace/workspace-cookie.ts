/** Remembers the chosen workspace between visits. */
export const workspaceCookie = 'dovecote.workspace';

/** The chosen workspace's id in a `Cookie` header or `document.cookie`; null for none. */
export function readWorkspaceCookie(cookies: string): string | null {
  return new RegExp(`(?:^|; )${workspaceCookie.replace('.', '\\.')}=([^;]+)`).exec(cookies)?.[1] ?? null;
}
