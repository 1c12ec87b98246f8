import type { Random } from '../random';

export interface ForgedPost {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: string;
}

const secretHeader = 'x-telegram-bot-api-secret-token';
const largeBytes = 2 * 1024 * 1024;

export interface ForgedTarget {
  path: string;
  secret: string;
  /** Of another bot of the same installation. */
  foreignSecret: string;
}

/** One post that Telegram never sent; everything about it may be right but the secret, or the path. */
export function forgePost(target: ForgedTarget, random: Random, index: number): ForgedPost {
  const headers: ForgedPost['headers'] = { 'content-type': 'application/json' };
  const secret = wrongSecret(target, random);
  const isPathWrong = random.next() < 0.25;
  // The right secret is worth nothing on a wrong path.
  const shown = isPathWrong ? target.secret : secret;
  if (shown !== null) headers[random.next() < 0.1 ? secretHeader.toUpperCase() : secretHeader] = shown;
  return {
    method: random.next() < 0.95 ? 'POST' : (random.pick(['PUT', 'PATCH', 'DELETE', 'GET']) ?? 'PUT'),
    path: isPathWrong ? wrongPath(target.path, random) : target.path,
    headers,
    body: forgedBody(random, index),
  };
}

/** None, empty, near by one sign, longer, shorter, in other case, repeated, somebody else's. */
function wrongSecret({ secret, foreignSecret }: ForgedTarget, random: Random): string | string[] | null {
  const at = random.below(secret.length);
  const near = `${secret.slice(0, at)}${secret[at] === 'a' ? 'b' : 'a'}${secret.slice(at + 1)}`;
  const shapes = [
    null,
    '',
    near,
    `${secret}x`,
    secret.slice(0, -1),
    secret.slice(1),
    secret.split('').reverse().join(''),
    swapCase(secret),
    `Bearer ${secret}`,
    `${secret}, ${secret}`,
    encodeURIComponent(`${secret}%`),
    foreignSecret,
    'x'.repeat(secret.length),
    'undefined',
    'null',
    '[object Object]',
    [near, secret],
  ];
  return random.pick(shapes) ?? null;
}

function swapCase(text: string): string {
  const swapped = [...text].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()));
  return swapped.join('');
}

function wrongPath(path: string, random: Random): string {
  const id = path.slice('/tg/'.length);
  const shapes = [
    `/tg/${id}x`,
    `/tg/${id.slice(1)}`,
    `/tg/${swapCase(id)}`,
    `/tg/${id}/`,
    `/tg//${id}`,
    `/tg/%00${id}`,
    `/tg/${id}%00`,
    `/tg/${encodeURIComponent(`${id}'or'1'='1`)}`,
    '/tg/',
    '/tg/undefined',
    '/tg/%2e%2e/health',
    `/TG/${id}`,
  ];
  return random.pick(shapes) ?? '/tg/';
}

function forgedBody(random: Random, index: number): string {
  const update = {
    update_id: 1_000_000_000 + index,
    message: {
      message_id: index,
      date: 1_700_000_000,
      chat: { id: 42, type: 'private', first_name: 'Mallory' },
      from: { id: 42, is_bot: false, first_name: 'Mallory' },
      text: '/start',
    },
  };
  const chance = random.next();
  if (chance < 0.9) return JSON.stringify(update);
  if (chance < 0.93) return '['.repeat(5_000) + ']'.repeat(5_000);
  if (chance < 0.96) return 'not json';
  if (chance < 0.99) return '';
  return random.next() < 0.2 ? 'x'.repeat(largeBytes) : JSON.stringify({ ...update, junk: 'x'.repeat(100_000) });
}
