import { expect, test } from 'vitest';
import { HttpAnswerReader } from './http-answer-reader';

const bodyBytesMax = 100;

/** What the reader makes of the text, given in pieces of so many bytes. */
function read(text: string, pieceBytes = text.length) {
  const reader = new HttpAnswerReader(bodyBytesMax);
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const progress = reader.push(bytes.subarray(at, at + pieceBytes));
    if (progress.kind !== 'more') return describe(progress);
  }
  return describe(reader.end());
}

function describe(progress: ReturnType<HttpAnswerReader['push']>) {
  return progress.kind === 'whole' ? { ...progress, body: progress.body.toString('latin1') } : progress.kind;
}

const whole = (body: string, isReusable = true, status = 200) => ({
  kind: 'whole',
  status,
  retryAfter: undefined,
  keptAliveMs: undefined,
  body,
  isReusable,
});

test.each([1, 2, 3, 7, 1_000])('an answer is the same in pieces of %i bytes', (pieceBytes) => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', pieceBytes)).toEqual(whole('hello'));
  const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
  expect(read(`${chunked}3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n`, pieceBytes)).toEqual(whole('hello'));
  expect(read(`${chunked}5\r\nhello\r\n0\r\nDigest: x\r\n\r\n`, pieceBytes)).toEqual(whole('hello'));
});

test('what comes before the real answer is passed over', () => {
  const early = 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n';
  expect(read(`${early}HTTP/1.1 429 Slow\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n`)).toEqual({
    ...whole('', true, 429),
    retryAfter: '7',
  });
});

test('a body of no said length ends with the connection, which then carries nothing more', () => {
  expect(read('HTTP/1.1 200 OK\r\n\r\nhello', 4)).toEqual(whole('hello', false));
});

test('an answer without a body needs none', () => {
  expect(read('HTTP/1.1 204 No Content\r\n\r\n')).toEqual(whole('', true, 204));
});

test.each([
  ['that says it closes', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'],
  ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok'],
  ['that brings more than its answer', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n'],
])('a connection %s is not used again', (_name, text) => {
  expect(read(text)).toEqual(whole('ok', false));
});

test.each([
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'],
  ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\n'],
  ['an unknown coding', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n'],
  ['a space before a colon', 'HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\nok'],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n'],
  ['a chunk longer than it says', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n'],
  ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(40_000)}`],
])('garbage: %s', (_name, text) => expect(read(text)).toBe('garbage'));

test.each([
  ['said length', `HTTP/1.1 200 OK\r\ncontent-length: ${bodyBytesMax + 1}\r\n\r\n`],
  ['chunks', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${`20\r\n${'x'.repeat(32)}\r\n`.repeat(4)}`],
  ['one chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffff\r\n'],
  ['open end', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(bodyBytesMax + 1)}`],
])('a body over the cap is not read to its end: %s', (_name, text) => expect(read(text, 1)).toBe('too-large'));

test('an answer that is not whole is not taken for one', () => {
  expect(read('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello')).toBe('more');
  expect(read('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n')).toBe('more');
});
