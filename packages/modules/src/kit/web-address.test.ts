import { expect, test } from 'vitest';
import { webAddress } from './web-address';

const button = webAddress('tg');

test.each([
  'https://example.org',
  'HTTP://Example.org:8080/a?b=c#d',
  'https://user@example.org/',
  'https://пример.рф/меню',
  'http://192.0.2.1/x',
  'https://[2001:db8::1]:8443/x',
  'tg://resolve?domain=durov',
])('%s is taken', (address) => expect(button.parse(address)).toBe(address));

test.each([
  'https://localhost/x',
  'http://intranet/x',
  'http://intranet:8080/a.b',
  'http://a.b@intranet/',
  'http://intranet?x=a.b',
  'http://localhost./x',
  'http://2130706433/',
  'https:intranet',
])('Telegram refuses %s, and whoever wrote it hears what to do', (address) => {
  expect(button.safeParse(address).error?.issues).toMatchObject([
    { message: expect.stringContaining('Give an address with a full host name') },
  ]);
});

test.each(['', 'example.org', 'javascript:alert(1)', 'ftp://example.org'])('%j is no address', (address) => {
  expect(button.safeParse(address).error?.issues).toMatchObject([
    { message: expect.stringContaining('Give a whole address') },
  ]);
});

test('what Telegram fetches is on the web', () => {
  expect(webAddress().safeParse('tg://resolve?domain=durov').success).toBe(false);
});
