const controlPrefix = '/control/files/';

/** Our own address for a file of the sandbox, which itself answers only to the server. */
export function mediaAddress(url: string): string {
  return url.startsWith(controlPrefix) ? `/api/sandbox-files/${url.slice(controlPrefix.length)}` : '';
}
