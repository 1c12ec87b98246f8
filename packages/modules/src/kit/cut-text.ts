/** The first `lengthMax` UTF-16 units, without half a character at the end: Postgres refuses those in JSON. */
export function cutText(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).replace(/\p{Surrogate}$/u, '');
}
