import { goTo } from '@/features/session/go-to';
import { readWorkspaceCookie, workspaceCookie } from './workspace-cookie';

const yearSeconds = 31_536_000;

/** What this tab works in: another tab that switches must not change where this one writes. */
let current: string | null | undefined;

/** The chosen workspace's id; null for the first one. */
export function currentWorkspace(): string | null {
  if (typeof document === 'undefined') return null;
  current ??= readWorkspaceCookie(document.cookie);
  return current;
}

/** Remembers the choice for later visits and loads the page anew in it; null forgets. */
export function switchWorkspace(id: string | null, path = '/bots'): void {
  rememberWorkspace(id);
  goTo(path);
}

export function rememberWorkspace(id: string | null): void {
  current = id;
  const lifetime = id === null ? 'max-age=0' : `max-age=${yearSeconds}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${workspaceCookie}=${id ?? ''}; path=/; ${lifetime}; samesite=lax`;
}
