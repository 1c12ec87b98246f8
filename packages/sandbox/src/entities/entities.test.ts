import { expect, test } from 'vitest';
import { findEntities } from './find-entities';
import { parseHtml } from './parse-html';
import { parseMarkdown } from './parse-markdown';
import { parseMarkdownV2 } from './parse-markdown-v2';

test.each([
  [
    '<b>a <i>b</i></b>',
    'a b',
    [
      ['italic', 2, 1],
      ['bold', 0, 3],
    ],
  ],
  ['😀<u>x</u> &lt;&amp;&#33;', '😀x <&!', [['underline', 2, 1]]],
  ['<span class="tg-spoiler">x</span>', 'x', [['spoiler', 0, 1]]],
  ['<blockquote expandable>x</blockquote>', 'x', [['expandable_blockquote', 0, 1]]],
])('HTML %j', (source, text, entities) => {
  const parsed = parseHtml(source);
  expect(parsed.text).toBe(text);
  expect(parsed.entities.map((one) => [one.type, one.offset, one.length])).toEqual(entities);
});

test('HTML links and languages are kept', () => {
  expect(parseHtml('<a href="https://x.org/?a=1&amp;b=2">x</a>').entities[0]?.url).toBe('https://x.org/?a=1&b=2');
  expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
    { type: 'pre', offset: 0, length: 1, language: 'ts' },
  ]);
});

test.each([
  ['<x>a</x>', 'Unsupported start tag "x" at byte offset 0'],
  ['é<b>a</i>', 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['1 < 2', 'Unclosed start tag at byte offset 2'],
  ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
])('HTML %j is refused', (source, words) => {
  expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${words}`);
});

test.each([
  [
    '*a _b_*',
    'a b',
    [
      ['italic', 2, 1],
      ['bold', 0, 3],
    ],
  ],
  [
    '__a__ ~b~ ||c||',
    'a b c',
    [
      ['underline', 0, 1],
      ['strikethrough', 2, 1],
      ['spoiler', 4, 1],
    ],
  ],
  ['1\\.5 `a.b`', '1.5 a.b', [['code', 4, 3]]],
  ['>a\n>b\nc', 'a\nb\nc', [['blockquote', 0, 4]]],
])('MarkdownV2 %j', (source, text, entities) => {
  const parsed = parseMarkdownV2(source);
  expect(parsed.text).toBe(text);
  expect(parsed.entities.map((one) => [one.type, one.offset, one.length])).toEqual(entities);
});

test('MarkdownV2 links and languages are kept', () => {
  expect(parseMarkdownV2('[a](https://x.org/\\))').entities[0]).toMatchObject({
    type: 'text_link',
    url: 'https://x.org/)',
  });
  expect(parseMarkdownV2('```ts\na = 1```')).toEqual({
    text: 'a = 1',
    entities: [{ type: 'pre', offset: 0, length: 5, language: 'ts' }],
  });
});

test.each([
  ['a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
  ['é *a', "Can't find end of Bold entity at byte offset 3"],
  ['[a](b', "Can't find end of a URL at byte offset 3"],
])('MarkdownV2 %j is refused', (source, words) => {
  expect(() => parseMarkdownV2(source)).toThrow(`Bad Request: can't parse entities: ${words}`);
});

test('legacy Markdown', () => {
  expect(parseMarkdown('*a* \\_ [x](https://x.org)')).toEqual({
    text: 'a _ x',
    entities: [
      { type: 'bold', offset: 0, length: 1 },
      { type: 'text_link', offset: 4, length: 1, url: 'https://x.org' },
    ],
  });
  expect(() => parseMarkdown('a _b')).toThrow("Can't find end of the entity starting at byte offset 2");
});

test('commands, addresses and tags are found in plain text', () => {
  const text = '/start@tea_bot see https://x.org/a?b=1, mail a@x.org or @someone_1 #tea $TON';
  const found = findEntities(text).map((one) => [one.type, text.slice(one.offset, one.offset + one.length)]);
  expect(found).toEqual([
    ['bot_command', '/start@tea_bot'],
    ['url', 'https://x.org/a?b=1'],
    ['email', 'a@x.org'],
    ['mention', '@someone_1'],
    ['hashtag', '#tea'],
    ['cashtag', '$TON'],
  ]);
});
