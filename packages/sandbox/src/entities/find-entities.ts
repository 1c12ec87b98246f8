import type { SandboxEntity } from '../state/sandbox-message';

const patterns: { type: string; pattern: RegExp }[] = [
  { type: 'bot_command', pattern: /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi },
  { type: 'email', pattern: /(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w-])/gi },
  { type: 'mention', pattern: /(?<![\w@])@[a-z]\w{2,31}(?!\w)/gi },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu },
  { type: 'cashtag', pattern: /(?<![\w$])\$[A-Z]{3,8}(?!\w)/g },
  {
    type: 'url',
    pattern:
      /(?<![\w@.])(?:https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'»]|(?:[a-z0-9-]+\.)+(?:com|org|net|me|io|dev|info|ru|uz|es|ar|ua|ir|br|tr|in)(?:\/[^\s<>"]*[^\s<>".,;:!?)\]}'»])?)(?![\w@])/gi,
  },
];

/** Entities Telegram finds on its own in a text, besides those already `known`; offsets are in UTF-16 units. */
export function findEntities(text: string, known: SandboxEntity[] = []): SandboxEntity[] {
  const taken = known.filter((entity) => entity.type !== 'blockquote' && entity.type !== 'expandable_blockquote');
  const found: SandboxEntity[] = [];
  for (const { type, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const opaque = taken.filter((one) => ['code', 'pre', 'text_link', 'text_mention'].includes(one.type));
      if (![...opaque, ...found].some((one) => overlaps(one, entity))) found.push(entity);
    }
  }
  return sortEntities([...known, ...found]);
}

/** The order the Bot API lists entities in: by place, the longer first. */
export function sortEntities(entities: SandboxEntity[]): SandboxEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlaps(a: SandboxEntity, b: SandboxEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
