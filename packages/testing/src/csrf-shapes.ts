import { Agent, request } from 'node:http';

export interface CsrfShape {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Who a browser, or something that pretends to be one, says has sent a request; none of them is our own page. */
function foreignSenders(url: string): Record<string, string>[] {
  const own = new URL(url);
  const evil = 'https://evil.example';
  return [
    {},
    { referer: `${url}/account` },
    { origin: evil },
    { origin: evil, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    { origin: evil, 'sec-fetch-site': 'same-origin' },
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: `http://${own.hostname}:${Number(own.port) + 1}` },
    { 'sec-fetch-site': 'none' },
    { origin: `${url}.evil.example` },
    { origin: `http://${own.hostname}.evil.example:${own.port}` },
    { origin: `${own.protocol}//evil.example@${own.host}` },
    { origin: evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { origin: `https://${own.host}` },
    { origin: `${url}/` },
  ];
}

const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'application/octet-stream',
  'text/xml',
  '',
];

const methods: [method: string, headers: Record<string, string>, query: string][] = [
  ['POST', {}, ''],
  ['PUT', {}, ''],
  ['PATCH', {}, ''],
  ['DELETE', {}, ''],
  ['POST', { 'x-http-method-override': 'PATCH', 'x-method-override': 'DELETE' }, '?_method=DELETE'],
];

const renamed = { name: 'Overtaken' };

/** What a foreign page could have a signed-in browser send, at everything that changes something. */
export function csrfShapes(url: string): CsrfShape[] {
  const targets = [
    { path: '/api/trpc/account.update', body: JSON.stringify({ json: renamed }) },
    { path: '/api/trpc/account.update?batch=1', body: JSON.stringify({ 0: { json: renamed } }) },
    { path: '/api/trpc/account.remove', body: '{}' },
    { path: '/api/trpc/sandbox.create', body: '{"json":{}}' },
    { path: '/api/v1/me', body: JSON.stringify(renamed) },
    { path: '/api/auth/signout', body: 'json=true' },
    { path: '/account', body: JSON.stringify([renamed]) },
  ];
  const sent: CsrfShape[] = [];
  for (const { path, body } of targets) {
    for (const sender of foreignSenders(url)) {
      for (const type of contentTypes) {
        for (const [method, extra, query] of methods) {
          const headers = { ...sender, ...extra, ...(type === '' ? {} : { 'content-type': type }) };
          const glue = path.includes('?') ? query.replace('?', '&') : query;
          sent.push({ method, path: `${path}${glue}`, headers, body: bodyAs(type, body) });
        }
      }
    }
  }
  // A link or a picture: a GET that tries to change something.
  const input = encodeURIComponent(JSON.stringify({ json: renamed }));
  for (const sender of [...foreignSenders(url), { 'sec-fetch-site': 'same-origin' }]) {
    for (const path of [
      `account.update?input=${input}`,
      'account.remove',
      `account.update?batch=1&input={"0":${input}}`,
    ]) {
      sent.push({ method: 'GET', path: `/api/trpc/${path}`, headers: { ...sender }, body: '' });
    }
    sent.push({ method: 'GET', path: '/api/auth/signout', headers: { ...sender }, body: '' });
  }
  return sent;
}

/** As a form would carry it, where the type is a form's. */
function bodyAs(type: string, body: string): string {
  if (type.startsWith('application/x-www')) return body.startsWith('{') ? `${encodeURIComponent(body)}=` : body;
  if (!type.startsWith('multipart')) return body;
  return `--b\r\ncontent-disposition: form-data; name="0"\r\n\r\n${body}\r\n--b--\r\n`;
}

export interface ShapeAnswer {
  status: number;
  /** Session cookies among what it sets, deletions too. */
  sessionCookies: string[];
}

/** Sends shapes with a person's cookies; answers in their order. Headers go out as they stand, as no `fetch` would. */
export async function sendShapes(url: string, cookies: string, shapes: readonly CsrfShape[]): Promise<ShapeAnswer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const answers: ShapeAnswer[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < shapes.length; index = next++) {
      const shape = shapes[index];
      if (shape !== undefined) answers[index] = await sendShape(agent, url, cookies, shape);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  agent.destroy();
  return answers;
}

function sendShape(agent: Agent, url: string, cookies: string, shape: CsrfShape): Promise<ShapeAnswer> {
  const { method, path, headers, body } = shape;
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(
      `${url}${path}`,
      { agent, method, headers: { ...headers, ...length, cookie: cookies } },
      (res) => {
        res.resume();
        const set = res.headers['set-cookie'] ?? [];
        const sessionCookies = set.filter((cookie) => cookie.includes('dovecote.session'));
        res.once('end', () => resolve({ status: res.statusCode ?? 0, sessionCookies }));
      },
    );
    req.once('error', reject);
    req.end(body);
  });
}
