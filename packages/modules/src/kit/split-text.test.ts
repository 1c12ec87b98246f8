import { describe, expect, it } from 'vitest';
import { splitText } from './split-text';

describe('splitText', () => {
  it('leaves a text that fits alone', () => {
    expect(splitText('a b', 3)).toEqual(['a b']);
    expect(splitText('', 3)).toEqual(['']);
  });

  it('cuts at line ends and spaces', () => {
    expect(splitText('first line\nsecond line', 14)).toEqual(['first line', 'second line']);
    expect(splitText('one two three', 8)).toEqual(['one two', 'three']);
  });

  it('cuts a word that is too long, but never a surrogate pair', () => {
    expect(splitText('abcdef', 4)).toEqual(['abcd', 'ef']);
    for (const part of splitText('a😀😀😀😀', 4)) expect(Buffer.from(part).toString()).toBe(part);
  });

  it('loses no word and keeps every part within the bound', () => {
    const text = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
    const parts = splitText(text);
    expect(parts.join(' ')).toBe(text);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(4096);
  });
});
