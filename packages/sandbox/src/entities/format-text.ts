import { isRecord, type Params } from '../params';
import { badRequest } from '../refusal';
import type { SandboxEntity } from '../state/sandbox-message';
import { findEntities, sortEntities } from './find-entities';
import { cannotParse, type FormattedText, parseHtml } from './parse-html';
import { parseMarkdown } from './parse-markdown';
import { parseMarkdownV2 } from './parse-markdown-v2';

/** The text of a parameter with its entities, parsed, trimmed and completed as Telegram does it. */
export function formatText(params: Params, textName: string, entitiesName: string): FormattedText {
  const { text, entities } = trim(readFormatted(params, textName, entitiesName));
  return { text, entities: findEntities(text, sortEntities(entities)) };
}

function readFormatted(params: Params, textName: string, entitiesName: string): FormattedText {
  const source = params.text(textName);
  const parseMode = params.text('parse_mode').toLowerCase();
  if (parseMode === 'html') return parseHtml(source);
  if (parseMode === 'markdownv2') return parseMarkdownV2(source);
  if (parseMode === 'markdown') return parseMarkdown(source);
  if (parseMode !== '' && parseMode !== 'none') throw badRequest('unsupported parse_mode');
  return { text: source, entities: readEntities(params, entitiesName, source.length) };
}

function readEntities(params: Params, name: string, textLength: number): SandboxEntity[] {
  const value = params.json(name, "can't parse entities JSON object");
  if (value === null) return [];
  if (!Array.isArray(value)) throw badRequest('expected an Array of MessageEntity');
  return value.flatMap((one: unknown) => {
    if (!isRecord(one)) throw cannotParse('expected an Object');
    const { type, offset, length, url, language, custom_emoji_id } = one;
    if (typeof type !== 'string') throw cannotParse('Can\'t find field "type"');
    if (typeof offset !== 'number') throw cannotParse('Can\'t find field "offset"');
    if (typeof length !== 'number') throw cannotParse('Can\'t find field "length"');
    if (offset < 0 || length <= 0 || offset + length > textLength) return [];
    const entity: SandboxEntity = { type, offset, length };
    if (typeof url === 'string') entity.url = url;
    if (typeof language === 'string') entity.language = language;
    if (typeof custom_emoji_id === 'string') entity.custom_emoji_id = custom_emoji_id;
    return [entity];
  });
}

function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  const start = text.indexOf(trimmed);
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - start);
    const end = Math.min(trimmed.length, entity.offset + entity.length - start);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: trimmed, entities: moved };
}
