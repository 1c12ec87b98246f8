import { describe, expect, it } from 'vitest';
import { callbackDataBytesMax, decodeCallbackData, encodeCallbackData } from './callback-data';

const target = { moduleId: 'core', action: 'language', argument: 'en' };
const data = encodeCallbackData('key', target);

describe('callback data', () => {
  it('comes back as it went out, colons in the argument included', () => {
    expect(decodeCallbackData('key', data)).toEqual(target);
    const colons = { ...target, argument: 'a:b:' };
    expect(decodeCallbackData('key', encodeCallbackData('key', colons))).toEqual(colons);
  });

  it('is refused when any character was changed, cut off or added', () => {
    for (let at = 0; at < data.length; at += 1) {
      const forged = `${data.slice(0, at)}${data[at] === 'x' ? 'y' : 'x'}${data.slice(at + 1)}`;
      expect(decodeCallbackData('key', forged)).toBeNull();
      expect(decodeCallbackData('key', data.slice(0, at))).toBeNull();
    }
    expect(decodeCallbackData('key', `${data}x`)).toBeNull();
  });

  it('is refused when another bot signed it', () => {
    expect(decodeCallbackData('another key', data)).toBeNull();
  });

  it.each(['', ':', ':::::', 'x'.repeat(64), '1:core:language:en:', '😀'.repeat(16)])('refuses %j', (hostile) => {
    expect(decodeCallbackData('key', hostile)).toBeNull();
  });

  it('never grows over what Telegram takes, in bytes', () => {
    const full = callbackDataBytesMax - Buffer.byteLength(encodeCallbackData('key', { ...target, argument: '' }));
    const longest = encodeCallbackData('key', { ...target, argument: 'a'.repeat(full) });
    expect(Buffer.byteLength(longest)).toBe(callbackDataBytesMax);
    expect(() => encodeCallbackData('key', { ...target, argument: 'a'.repeat(full + 1) })).toThrow(RangeError);
    expect(() => encodeCallbackData('key', { ...target, argument: 'ж'.repeat(full) })).toThrow(RangeError);
  });
});
