/** Node's plain header object as the Fetch standard has it. */
export function toHeaders(plain: Record<string, unknown>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(plain)) {
    if (typeof value === 'string') headers.set(name, value);
    else if (Array.isArray(value)) for (const one of value) headers.append(name, String(one));
  }
  return headers;
}
