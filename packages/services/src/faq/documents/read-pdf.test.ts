import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { minimalPdf } from '../minimal-pdf.test-helper';
import { readPdf } from './read-pdf';

const bytesOf = (pdf: Buffer) => new Uint8Array(pdf);
const words = (text: string) => expect.objectContaining({ code: 'VALIDATION_FAILED', fields: { content: text } });

/** One page whose content is `times` lines, packed: some kilobytes that unpack into very much. */
function bomb(times: number): Buffer {
  const line = 'BT /F1 12 Tf 40 700 Td (word word word) Tj ET\n';
  const packed = deflateSync(Buffer.alloc(line.length * times, line)).toString('latin1');
  const plain = minimalPdf(['x']).toString('latin1');
  const stream = `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
  return Buffer.from(
    plain.replace(/<< \/Length \d+ >>\nstream\n[\s\S]*?\nendstream/u, () => stream),
    'latin1',
  );
}

test('a PDF is read page by page', async () => {
  expect(await readPdf(bytesOf(minimalPdf(['One.', 'Two.'])), 'ws_1')).toBe('One.\n\nTwo.');
});

test('one that takes too long is given up, and this thread goes on meanwhile', async () => {
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 10);
  const within = { readMsMax: 600, growthBytesMax: Number.MAX_SAFE_INTEGER };
  await expect(readPdf(bytesOf(bomb(2_000_000)), 'ws_1', within)).rejects.toEqual(
    words('takes too long to read; send it in parts'),
  );
  clearInterval(turning);
  expect(turns).toBeGreaterThan(5);
  expect(await readPdf(bytesOf(minimalPdf(['Still here.'])), 'ws_1')).toBe('Still here.');
});

test('one that makes the process grow over its bound is given up, and the server says that it is busy', async () => {
  const within = { readMsMax: 60_000, growthBytesMax: 150 * 1024 * 1024 };
  await expect(readPdf(bytesOf(bomb(8_000_000)), 'ws_1', within)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('busy'),
  });
  expect(await readPdf(bytesOf(minimalPdf(['Still here.'])), 'ws_1')).toBe('Still here.');
}, 60_000);

test('one that holds too much text names the field', async () => {
  await expect(readPdf(bytesOf(bomb(100_000)), 'ws_1')).rejects.toEqual(words('holds more than 1 MiB of text'));
});

test('several at once are read one after another', async () => {
  const texts = await Promise.all(['a', 'b', 'c'].map((text) => readPdf(bytesOf(minimalPdf([text])), `ws_${text}`)));
  expect(texts).toEqual(['a', 'b', 'c']);
});

test('a workspace has one that waits at most, and few wait in all: more are told to come back', async () => {
  const read = (workspaceId: string) => readPdf(bytesOf(minimalPdf(['x'])), workspaceId);
  const late = expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 10 });
  const [first, again, ...others] = await Promise.allSettled(
    ['a', 'a', 'b', 'c', 'd', 'e', 'f'].map((name) => read(`ws_${name}`)),
  );
  expect(first).toMatchObject({ status: 'fulfilled', value: 'x' });
  expect(again).toEqual({ status: 'rejected', reason: late });
  expect(others.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected']);
  expect(await read('ws_a')).toBe('x');
});
