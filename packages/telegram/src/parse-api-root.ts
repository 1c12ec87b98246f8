/** A Bot API server's origin and the path its methods lie under. Throws TypeError when it is no address. */
export function parseApiRoot(apiRoot: string): { origin: string; prefix: string } {
  const { origin, pathname } = new URL(apiRoot);
  return { origin, prefix: pathname.replace(/\/$/, '') };
}
