import { setImmediate as nextTurn } from 'node:timers/promises';
import { lexer, type Token, type Tokens } from 'marked';
import { splitText } from '../../kit/split-text';

/** A paragraph, list item or table row of a document, with the headings it stands under. */
export interface Block {
  headings: readonly string[];
  text: string;
}

/** A parser's time grows with the square of what a hostile text nests: so it never sees more than this at once. */
const chunkLengthMax = 8_192;

/** The blocks of a Markdown text, without its marks: people get them as plain text. Others work in between. */
export async function readMarkdownBlocks(markdown: string): Promise<Block[]> {
  const blocks: Block[] = [];
  const headings: string[] = [];
  for (const chunk of splitText(markdown, chunkLengthMax)) {
    for (const token of lexer(chunk, { gfm: true })) {
      if (token.type === 'heading') {
        headings.length = Math.min(headings.length, token.depth - 1);
        headings.push(plainText(token));
      } else {
        blocks.push(...textsOf(token).map((text) => ({ headings: [...headings], text })));
      }
    }
    await nextTurn();
  }
  return blocks.filter(({ text }) => text !== '');
}

/** The paragraphs of a text without marks. */
export function readTextBlocks(text: string): Block[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => ({ headings: [], text: paragraph.trim() }))
    .filter((block) => block.text !== '');
}

function textsOf(token: Token): string[] {
  switch (token.type) {
    case 'list':
      return (token as Tokens.List).items.flatMap((item) => itemTexts(item));
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const names = header.map(plainText);
      return rows.map((row) => row.map((cell, column) => cellText(names[column] ?? '', plainText(cell))).join(', '));
    }
    case 'blockquote':
      return (token as Tokens.Blockquote).tokens.flatMap(textsOf);
    case 'space':
    case 'hr':
    case 'def':
      return [];
    case 'html':
      return [token.raw.replace(/<!--[\s\S]*?-->|<[^>]*>/gu, ' ').trim()];
    default:
      return [plainText(token)];
  }
}

function itemTexts(item: Tokens.ListItem): string[] {
  const own = item.tokens.filter(({ type }) => type !== 'list').map(plainText);
  const nested = item.tokens.filter(({ type }) => type === 'list').flatMap(textsOf);
  return [`• ${own.join(' ').trim()}`, ...nested];
}

function cellText(name: string, text: string): string {
  return name === '' ? text : `${name}: ${text}`;
}

/** What a reader sees of a token; a link keeps its address. */
function plainText(token: { type?: string; text?: string; raw?: string; href?: string; tokens?: Token[] }): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'image' || token.type === 'html' || token.type === 'checkbox') return '';
  const inside = token.tokens?.map((one) => plainText(one as Parameters<typeof plainText>[0])).join('');
  const text = inside ?? decode(token.text ?? '');
  const isTold = token.type !== 'link' || !token.href || token.href.startsWith('#') || text.includes(token.href);
  return isTold ? text : `${text} (${token.href})`;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'", '#39': "'" };

function decode(text: string): string {
  return text.replace(/&(#39|\w+);/gu, (all, name: string) => entities[name] ?? all);
}
