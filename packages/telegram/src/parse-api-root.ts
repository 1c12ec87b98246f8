/** A Bot API server's origin and the path its methods lie under. Throws TypeError when it is no address. */
export function parseApiRoot(apiRoot: string): ApiRoot {
  if (apiRoot !== latest?.text) {
    const { origin, pathname } = new URL(apiRoot);
    latest = { text: apiRoot, origin, prefix: pathname.replace(/\/$/, '') };
  }
  return latest;
}

interface ApiRoot {
  origin: string;
  prefix: string;
}

/** Most calls go where the one before went. */
let latest: (ApiRoot & { text: string }) | null = null;
