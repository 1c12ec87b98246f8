export interface ReadShape<Code extends string> {
  code: Code;
  /** What the shape's named groups caught. */
  values: Record<string, string>;
}

/** The first of the shapes that a text of the services has; null if it has none of them. */
export function readShape<Code extends string>(
  text: string,
  shapes: readonly (readonly [Code, RegExp])[],
): ReadShape<Code> | null {
  for (const [code, shape] of shapes) {
    const found = shape.exec(text);
    if (found !== null) return { code, values: { ...found.groups } };
  }
  return null;
}
