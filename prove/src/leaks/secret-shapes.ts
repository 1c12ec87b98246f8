/** How a secret may hide in a text: name, and the texts it would then hold. */
export const encodings: Readonly<Record<string, (secret: string) => string[]>> = {
  plain: (secret) => [secret],
  percent: (secret) => [encodeURIComponent(secret), percentAll(secret)],
  base64: (secret) => alignments(secret, 'base64'),
  base64url: (secret) => alignments(secret, 'base64url'),
  hex: (secret) => [Buffer.from(secret).toString('hex')],
  hexUpper: (secret) => [Buffer.from(secret).toString('hex').toUpperCase()],
  unicode: (secret) => [[...secret].map((letter) => `\\u${codeOf(letter).padStart(4, '0')}`).join('')],
  reversed: (secret) => [[...secret].reverse().join('')],
};

/** Within a longer text, base64 falls on one of three alignments; the letters that depend on neighbours are left off. */
function alignments(secret: string, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.from(`${'x'.repeat(offset)}${secret}`)
      .toString(encoding)
      .replace(/=+$/, '');
    return text.slice(Math.ceil((offset * 4) / 3), -2);
  });
}

function percentAll(secret: string): string {
  return [...secret].map((letter) => `%${codeOf(letter).padStart(2, '0').toUpperCase()}`).join('');
}

function codeOf(letter: string): string {
  return (letter.codePointAt(0) ?? 0).toString(16);
}
