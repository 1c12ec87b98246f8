const home = '/bots';

/** Where to go after signing in: a page of ours, never another site. */
export function safeNextPath(wish: string | null | undefined): string {
  if (wish == null || !wish.startsWith('/') || wish.startsWith('//') || wish.includes('\\')) return home;
  return wish;
}
