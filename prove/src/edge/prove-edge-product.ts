import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { csrfShapes, sendShapes } from '@dovecote/testing/csrf-shapes';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { signInToDashboard } from '@dovecote/testing/sign-in-to-dashboard';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Plan } from '../plan';
import { atLeast, none, type TableRow } from '../print-table';
import type { Random } from '../random';
import { type ForgedPost, type ForgedTarget, forgePost } from './forged-posts';
import { proveKilledWeb } from './prove-killed-web';

const person = { email: 'owner@example.com', password: 'a loft full of doves' };
const shapesMin = 5_000;
const postsAtOnce = 16;

type Outside = Awaited<ReturnType<typeof startOutsideServer>>;

/** The product as `npm start` runs it: forged webhook posts at both its doors, what other sites' pages could send, and a killed web process. */
export async function proveEdgeProduct({ forgedPosts: posts, webKills }: Plan, random: Random): Promise<TableRow[]> {
  const folder = createDataDir();
  const outside = await startOutsideServer();
  const [PORT = '', BOT_MANAGER_PORT = '', SANDBOX_PORT = ''] = await findPorts();
  const PUBLIC_URL = `http://127.0.0.1:${PORT}`;
  const env = { TELEGRAM_API_ROOT: outside.apiRoot, PORT, BOT_MANAGER_PORT, SANDBOX_PORT, PUBLIC_URL };
  const product = await startProduct(folder.dataDir, env);
  try {
    const registered = await createRestClient(product.url).call<{ accessToken: string }>(
      'POST',
      '/auth/register',
      person,
    );
    const owner = createRestClient(product.url, registered.body.accessToken);
    return [
      ...(await proveForgedPosts({ posts, random, owner, outside, product })),
      ...(await proveCsrf(product.url, owner)),
      ...(await proveKilledWeb({ kills: webKills, random, owner, outside, product })),
    ];
  } finally {
    await product.stop();
    await outside.close();
    folder.remove();
  }
}

/** Away from the default ones, which another product on this machine may take at any moment. */
async function findPorts(): Promise<string[]> {
  return (await Promise.all([29_000, 29_300, 29_600].map((from) => findFreePort(from)))).map(String);
}

interface ForgedRun {
  posts: number;
  random: Random;
  owner: RestClient;
  outside: Outside;
  product: Product;
}

async function proveForgedPosts({ posts, random, owner, outside, product }: ForgedRun): Promise<TableRow[]> {
  const [target, other] = [await bringBot(owner, outside), await bringBot(owner, outside)];
  const forged: ForgedTarget = { ...target, foreignSecret: other.secret };
  const doors = [product.url, product.managerUrl];
  const agent = new Agent({ keepAlive: true, maxSockets: postsAtOnce * 2 });
  const statuses = new Map<number, number>();
  let honest = 0;
  let next = 0;
  const work = async () => {
    for (let index = next++; index < posts; index = next++) {
      const status = await sendPost(agent, doors[index % doors.length] ?? '', forgePost(forged, random, index));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (index % 500 !== 0) continue;
      await outside.send(target.username, `person${index % 4}`, '/start');
      honest += 1;
    }
  };
  await Promise.all(Array.from({ length: postsAtOnce }, work));
  agent.destroy();
  let answered = 0;
  await eventually(async () => {
    const people = await Promise.all([0, 1, 2, 3].map((one) => outside.answers(target.username, `person${one}`)));
    answered = people.flat().length;
    if (answered < honest) throw new Error('Not all are answered yet.');
  }, 60_000).catch(() => undefined);
  const { body: bot } = await owner.call<{ totals: { received: number } }>('GET', `/bots/${target.id}`);
  const { body: aside } = await owner.call<{ items: unknown[] }>('GET', `/bots/${target.id}/quarantine`);
  const { body: neighbour } = await owner.call<{ totals: { received: number } }>('GET', `/bots/${other.id}`);
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  return [
    atLeast('forged webhook posts', sent, posts),
    none(
      '  of them taken (2xx)',
      [...statuses].reduce((sum, [status, n]) => sum + (status >= 200 && status < 300 ? n : 0), 0),
    ),
    none(
      '  journal rows and bodies put aside they left',
      bot.totals.received - honest + neighbour.totals.received + aside.items.length,
    ),
    atLeast('  honest updates answered meanwhile', answered, honest),
  ];
}

async function bringBot(owner: RestClient, outside: Outside) {
  const born = await outside.createBot();
  const { body } = await owner.call<{ id: string }>('POST', '/bots', { token: born.token });
  await owner.call('POST', `/bots/${body.id}/start`);
  let path = '';
  let secret = '';
  await eventually(async () => {
    const set = (await outside.calls(born.telegramId)).findLast((call) => call.method === 'setWebhook');
    if (set?.parameters.url === undefined) throw new Error('No webhook is set yet.');
    path = new URL(set.parameters.url).pathname;
    secret = set.parameters.secret_token ?? '';
  });
  return { id: body.id, username: born.username, path, secret };
}

/** The status; 0 where the connection was cut, as a body that is too large is. */
function sendPost(agent: Agent, door: string, post: ForgedPost): Promise<number> {
  return new Promise((resolve) => {
    const { port, hostname } = new URL(door);
    const { method, path, body } = post;
    const headers = { ...post.headers, 'content-length': String(Buffer.byteLength(body)) };
    const req = request({ agent, hostname, port, method, path, headers }, (res) => {
      res.resume();
      res.once('close', () => resolve(res.statusCode ?? 0));
    });
    req.once('error', () => resolve(0));
    req.end(body);
  });
}

async function proveCsrf(url: string, owner: RestClient): Promise<TableRow[]> {
  const cookies = await signInToDashboard(url, person);
  const shapes = csrfShapes(url);
  const before = await settledState(owner);
  const answers = await sendShapes(url, cookies, shapes);
  const taken = answers.filter((answer, index) => shapes[index]?.method !== 'GET' && answer.status < 400).length;
  const cookiesSet = answers.flatMap((answer) => answer.sessionCookies).length;
  const isChanged = (await stateOfAll(owner)) !== before;
  const own = { origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const body = '{"json":{"name":"Renamed"}}';
  await sendShapes(url, cookies, [{ method: 'POST', path: '/api/trpc/account.update', headers: own, body }]);
  const isRenamed = (await stateOfAll(owner)).includes('Renamed');
  return [
    atLeast('requests another site could have a browser send', shapes.length, shapesMin),
    none('  of them taken, or touching the session cookie', taken + cookiesSet),
    none('  state changes', isChanged ? 1 : 0),
    atLeast('  the same from our own pages', isRenamed ? 1 : 0, 1),
  ];
}

/** The totals of what was answered a moment ago are written every two seconds. */
async function settledState(owner: RestClient): Promise<string> {
  return await eventually(async () => {
    const earlier = await stateOfAll(owner);
    await sleep(3_000);
    const now = await stateOfAll(owner);
    if (now !== earlier) throw new Error('Something still changes.');
    return now;
  }, 60_000);
}

async function stateOfAll(owner: RestClient): Promise<string> {
  const paths = ['/me', '/me/sessions', '/bots', '/workspaces'];
  const answers = await Promise.all(paths.map((path) => owner.call('GET', path)));
  return JSON.stringify(answers.map(({ status, body }) => [status, body])).replaceAll(/"last\w+At":"[^"]*"/g, '');
}
