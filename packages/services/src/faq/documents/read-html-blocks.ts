import type { Block } from '@dovecote/modules/faq/documents/read-blocks';
import { Parser } from 'htmlparser2';

/** What is no text for a page's readers. */
const skippedTags = new Set(
  'script style noscript template iframe object svg nav footer form button select textarea title'.split(' '),
);
/** Tags within a line; any other one begins or ends a block. */
const lineTags = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** No page nests as deep; the parser's time grows with the square of it. */
const depthMax = 500;

/**
 * The blocks of a web page as somebody copied it.
 * @throws RangeError for tags nested beyond reason
 */
export function readHtmlBlocks(html: string): Block[] {
  const blocks: Block[] = [];
  const headings: string[] = [];
  let text = '';
  let heading = 0;
  let skipped = 0;
  let href = '';
  let depth = 0;
  const flush = () => {
    const words = text
      .replaceAll(/[^\S\n]+/gu, ' ')
      .replaceAll(/ ?\n ?/gu, '\n')
      .replace(/,\s*$/u, '')
      .trim();
    text = '';
    if (words === '' || words === '•') return;
    if (heading === 0) {
      blocks.push({ headings: [...headings], text: words });
      return;
    }
    headings.length = Math.min(headings.length, heading - 1);
    headings.push(words);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > depthMax) throw new RangeError('The page is nested too deep.');
      if (skipped > 0 || skippedTags.has(name)) {
        if (skippedTags.has(name)) skipped += 1;
        return;
      }
      if (name === 'br') text += '\n';
      else if (name === 'a') href = /^https?:/.test(attributes.href ?? '') ? (attributes.href ?? '') : '';
      else if (name === 'td' || name === 'th' || lineTags.has(name)) return;
      else {
        flush();
        heading = Number(/^h([1-6])$/.exec(name)?.[1] ?? 0);
        if (name === 'li') text = '• ';
      }
    },
    ontext(words) {
      if (skipped === 0) text += words.replaceAll(/\s+/gu, ' ');
    },
    onclosetag(name) {
      depth -= 1;
      if (skippedTags.has(name)) {
        skipped = Math.max(0, skipped - 1);
        return;
      }
      if (skipped > 0) return;
      if (name === 'a' && href !== '' && !text.includes(href)) text += ` (${href})`;
      if (name === 'td' || name === 'th') text += ', ';
      if (name === 'a' || name === 'td' || name === 'th' || name === 'br' || lineTags.has(name)) return;
      flush();
      heading = 0;
    },
  });
  parser.end(html);
  flush();
  return blocks;
}
