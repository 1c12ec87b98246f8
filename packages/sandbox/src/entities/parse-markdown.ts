import type { SandboxEntity } from '../state/sandbox-message';
import { byteOffset, cannotParse, type FormattedText, isLink } from './parse-html';

const types: Record<string, string> = { '*': 'bold', _: 'italic', '`': 'code', '```': 'pre' };

/**
 * Text in the Bot API's legacy Markdown style, which knows no nesting.
 * @see https://core.telegram.org/bots/api#markdown-style
 */
export function parseMarkdown(source: string): FormattedText {
  const entities: SandboxEntity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === '\\' && '_*`['.includes(source[at + 1] ?? ' ')) {
      text += source[at + 1] ?? '';
      at += 2;
    } else if (character === '[') {
      const match = /^\[([^\]]*)\](?:\(([^)]*)\))?/.exec(source.slice(at));
      if (match === null) throw unended(source, at);
      const [whole, label = '', url = ''] = match;
      if (isLink(url) && label !== '') {
        entities.push({ type: 'text_link', offset: text.length, length: label.length, url });
      }
      text += label;
      at += whole.length;
    } else if ('_*`'.includes(character)) {
      const marker = source.startsWith('```', at) ? '```' : character;
      const head = marker === '```' ? /^```(?:([^\s`]+)(?=\s))?\r?\n?/.exec(source.slice(at)) : null;
      const start = at + (head?.[0].length ?? 1);
      const end = source.indexOf(marker, start);
      if (end === -1) throw unended(source, at);
      const language = head?.[1];
      const entity = { type: types[marker] ?? 'bold', offset: text.length, length: end - start };
      if (entity.length > 0) entities.push({ ...entity, ...(language !== undefined && { language }) });
      text += source.slice(start, end);
      at = end + marker.length;
    } else {
      text += character;
      at += 1;
    }
  }
  return { text, entities };
}

function unended(source: string, at: number) {
  return cannotParse(`Can't find end of the entity starting at byte offset ${byteOffset(source, at)}`);
}
