import type { SandboxEntity } from '../state/sandbox-message';
import { byteOffset, cannotParse, type FormattedText, isLink } from './parse-html';

interface OpenEntity {
  type: string;
  marker: string;
  offset: number;
  start: number;
  language?: string;
}

const names: Record<string, string> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
};

const markers: [marker: string, type: string][] = [
  ['```', 'pre'],
  ['`', 'code'],
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
  ['![', 'custom_emoji'],
  ['[', 'text_link'],
];

/**
 * Text in the Bot API's MarkdownV2 style, with the refusals' words of the Bot API server.
 * @see https://core.telegram.org/bots/api#markdownv2-style
 */
export function parseMarkdownV2(source: string): FormattedText {
  const entities: SandboxEntity[] = [];
  const open: OpenEntity[] = [];
  let text = '';
  let quoteOffset = -1;
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    const last = open.at(-1);
    const isVerbatim = last?.type === 'pre' || last?.type === 'code';
    if (character === '\\' && isAscii(source[at + 1])) {
      text += source[at + 1] ?? '';
      at += 2;
      continue;
    }
    const isLineStart = at === 0 || source[at - 1] === '\n';
    if (!isVerbatim && isLineStart && quoteOffset >= 0 && character !== '>') {
      entities.push({ type: 'blockquote', offset: quoteOffset, length: text.length - quoteOffset });
      quoteOffset = -1;
    }
    if (!isVerbatim && isLineStart && character === '>') {
      if (quoteOffset < 0) quoteOffset = text.length;
      at += 1;
      continue;
    }
    if (last !== undefined && closes(last, source, at)) {
      open.pop();
      at = close(last, source, at, text, entities);
      continue;
    }
    const opened = isVerbatim ? undefined : markers.find(([marker]) => source.startsWith(marker, at));
    if (opened !== undefined) {
      const [marker, type] = opened;
      const head = type === 'pre' ? /^```(?:([^\s`]+)(?=\s))?\r?\n?/.exec(source.slice(at, at + 100)) : null;
      const language = head?.[1];
      open.push({ type, marker, offset: text.length, start: at, ...(language !== undefined && { language }) });
      at += head?.[0].length ?? marker.length;
      continue;
    }
    if (isVerbatim ? character === '`' : '_*[]()~`>#+-=|{}.!'.includes(character)) {
      throw cannotParse(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    }
    text += character;
    at += 1;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    const place = byteOffset(source, unclosed.start);
    throw cannotParse(`Can't find end of ${names[unclosed.type]} entity at byte offset ${place}`);
  }
  if (quoteOffset >= 0) entities.push({ type: 'blockquote', offset: quoteOffset, length: text.length - quoteOffset });
  return { text, entities: entities.filter((entity) => entity.length > 0) };
}

function isAscii(character: string | undefined): boolean {
  return character !== undefined && character.charCodeAt(0) >= 1 && character.charCodeAt(0) <= 126;
}

function closes(entity: OpenEntity, source: string, at: number): boolean {
  if (entity.type === 'text_link' || entity.type === 'custom_emoji') return source[at] === ']';
  if (entity.type === 'italic') return source[at] === '_' && source[at + 1] !== '_';
  return source.startsWith(entity.marker, at);
}

function close(entity: OpenEntity, source: string, at: number, text: string, entities: SandboxEntity[]): number {
  const { type, offset } = entity;
  const length = text.length - offset;
  if (type === 'pre') {
    entities.push({ type, offset, length, ...(entity.language !== undefined && { language: entity.language }) });
    return at + 3;
  }
  if (type !== 'text_link' && type !== 'custom_emoji') {
    entities.push({ type, offset, length });
    return at + entity.marker.length;
  }
  const target = /^\]\(((?:\\.|[^)\\])*)\)/s.exec(source.slice(at));
  if (target === null) {
    if (source[at + 1] !== '(') return closeWithoutTarget(entity, entities, text, at);
    throw cannotParse(`Can't find end of a URL at byte offset ${byteOffset(source, at + 1)}`);
  }
  const url = (target[1] ?? '').replace(/\\(.)/g, '$1');
  if (type === 'custom_emoji') {
    const custom_emoji_id = /^tg:\/\/emoji\?id=(\d+)$/.exec(url)?.[1];
    if (custom_emoji_id === undefined) throw cannotParse('Custom emoji URL must have an emoji identifier');
    entities.push({ type, offset, length, custom_emoji_id });
  } else if (isLink(url)) entities.push({ type, offset, length, url });
  return at + target[0].length;
}

function closeWithoutTarget(entity: OpenEntity, entities: SandboxEntity[], text: string, at: number): number {
  const url = text.slice(entity.offset);
  if (entity.type === 'text_link' && isLink(url)) {
    entities.push({ type: 'text_link', offset: entity.offset, length: url.length, url });
  }
  return at + 1;
}
