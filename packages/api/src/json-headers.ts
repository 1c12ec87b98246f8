/** An answer that does not tell its length is compressed however short it is; that is a good part of what a call costs. */
export function jsonHeaders(body: string): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
}
