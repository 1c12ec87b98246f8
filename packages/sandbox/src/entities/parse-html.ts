import { badRequest } from '../refusal';
import type { SandboxEntity } from '../state/sandbox-message';

export interface FormattedText {
  text: string;
  entities: SandboxEntity[];
}

const entityOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

interface OpenTag {
  tag: string;
  offset: number;
  attributes: Map<string, string>;
}

/**
 * Text in the Bot API's HTML style, with the refusals' words of the Bot API server.
 * @see https://core.telegram.org/bots/api#html-style
 */
export function parseHtml(source: string): FormattedText {
  const entities: SandboxEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === '&') {
      const [decoded, length] = decodeCharacter(source, at);
      text += decoded;
      at += length;
    } else if (character !== '<') {
      text += character;
      at += 1;
    } else if (source[at + 1] === '/') {
      at = closeTag(source, at, open, entities, text);
    } else {
      at = openTag(source, at, open, text.length);
    }
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities };
}

function openTag(source: string, start: number, open: OpenTag[], offset: number): number {
  const name = /^<([a-z0-9-]*)/i.exec(source.slice(start, start + 40))?.[1]?.toLowerCase() ?? '';
  const place = byteOffset(source, start);
  if (name === '' || !Object.hasOwn(entityOfTag, name)) {
    if (!source.includes('>', start)) throw cannotParse(`Unclosed start tag at byte offset ${place}`);
    throw cannotParse(`Unsupported start tag "${name}" at byte offset ${place}`);
  }
  const attributes = new Map<string, string>();
  let at = start + 1 + name.length;
  for (;;) {
    while (/\s/.test(source[at] ?? '')) at += 1;
    if (at >= source.length) throw cannotParse(`Unclosed start tag at byte offset ${place}`);
    if (source[at] === '>') break;
    const match = /^([a-z0-9-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-z0-9.-]+)))?/i.exec(source.slice(at));
    if (match === null) throw cannotParse(`Empty attribute name in the tag "${name}" at byte offset ${place}`);
    attributes.set((match[1] ?? '').toLowerCase(), decodeAll(match[2] ?? match[3] ?? match[4] ?? ''));
    at += match[0].length;
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${place}`);
  }
  open.push({ tag: name, offset, attributes });
  return at + 1;
}

function closeTag(source: string, start: number, open: OpenTag[], entities: SandboxEntity[], text: string): number {
  const place = byteOffset(source, start);
  const last = open.pop();
  if (last === undefined) throw cannotParse(`Unexpected end tag at byte offset ${place}`);
  const end = source.indexOf('>', start);
  if (end === -1) throw cannotParse(`Unclosed end tag at byte offset ${place}`);
  const name = source
    .slice(start + 2, end)
    .trim()
    .toLowerCase();
  if (name !== '' && name !== last.tag) {
    throw cannotParse(`Unmatched end tag at byte offset ${place}, expected "</${last.tag}>", found "</${name}>"`);
  }
  const entity = describeEntity(last, text);
  if (entity !== null && entity.length > 0) addEntity(entities, entity, last);
  return end + 1;
}

function describeEntity({ tag, offset, attributes }: OpenTag, text: string): SandboxEntity | null {
  const length = text.length - offset;
  const type = entityOfTag[tag] ?? '';
  if (tag === 'a') {
    const url = attributes.get('href') || text.slice(offset);
    return isLink(url) ? { type, offset, length, url } : null;
  }
  if (tag === 'tg-emoji') return { type, offset, length, custom_emoji_id: attributes.get('emoji-id') ?? '' };
  if (tag === 'blockquote' && attributes.has('expandable')) return { type: 'expandable_blockquote', offset, length };
  return { type, offset, length };
}

/** `<pre><code class="language-x">` is one entity with a language. */
function addEntity(entities: SandboxEntity[], entity: SandboxEntity, { tag, attributes }: OpenTag): void {
  const inner = entities.at(-1);
  const isSameRange = inner?.offset === entity.offset && inner.length === entity.length;
  if (tag === 'pre' && isSameRange && inner.type === 'code') {
    entities.pop();
    entities.push(inner.language === undefined ? entity : { ...entity, language: inner.language });
    return;
  }
  const language = /^language-(\S+)$/.exec(attributes.get('class') ?? '')?.[1];
  entities.push(tag === 'code' && language !== undefined ? { ...entity, language } : entity);
}

const namedCharacters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function decodeCharacter(source: string, at: number): [string, number] {
  const match = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));?/i.exec(source.slice(at, at + 12));
  if (match === null) return ['&', 1];
  if (match[3] !== undefined) return [namedCharacters[match[3].toLowerCase()] ?? '&', match[0].length];
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return code > 0 && code <= 0x10ffff ? [String.fromCodePoint(code), match[0].length] : ['&', 1];
}

function decodeAll(text: string): string {
  return text.replace(/&[^;]{1,8};/g, (reference) => {
    const [decoded, length] = decodeCharacter(reference, 0);
    return decoded + reference.slice(length);
  });
}

/** Telegram drops links it cannot follow, without refusing the text. */
export function isLink(url: string): boolean {
  return /^(?:https?|tg|ton|mailto|tel):/i.test(url) || /^[\w-]+(\.[\w-]+)+(?:[/:?#]|$)/.test(url);
}

export function byteOffset(source: string, index: number): number {
  return Buffer.byteLength(source.slice(0, index));
}

export function cannotParse(words: string) {
  return badRequest(`can't parse entities: ${words}`);
}
