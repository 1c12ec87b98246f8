/** Text that JSON columns can hold: no NUL and no half of a surrogate pair. */
export function cleanText(text: string): string {
  return text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
}

/** JSON whose strings are clean, wherever they stand. Throws SyntaxError. */
export function parseCleanJson(text: string): unknown {
  const mayEscape = text.includes('\\u');
  return JSON.parse(
    text,
    mayEscape ? (_key, value) => (typeof value === 'string' ? cleanText(value) : value) : undefined,
  );
}
