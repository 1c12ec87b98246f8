/** Between links: white space, brackets and quotation marks of any kind. */
const separators = /[\s()[\]{}<>"“”„«»`*|\\]+/u;
/** A name with a dot and letters after it, an address with a scheme, or what a tap on `@` opens. */
const opensSomething = /[\p{L}\p{N}_]\.\p{L}{2,}|\w+:\/\/|@\w{3,}/u;

/** Links, addresses and names that a tap would open, whole, as they are compared: `https://` and `www.` say nothing. */
export function linksOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(separators)
    .filter((token) => opensSomething.test(token))
    .map((token) =>
      token
        .replace(/^[^\p{L}\p{N}@/_]+/u, '')
        .replace(/^https?:\/\//u, '')
        .replace(/^www\./u, '')
        .replace(/[.,;:!?'’/…—–-]+$/u, ''),
    );
}
