import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@dovecote/db/new-id';
import { webhookDeliveries, webhookEndpoints, webhookEvents, webhookEventTypes } from '@dovecote/db/schema/webhooks';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { newWebhookSecret, webhookSecretPlace } from '@dovecote/services/webhooks/webhook-secret';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { type ManagerProcess, startManagerProcess } from './manager-process.test-helper';
import { createProbe } from './probe-module.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;
let receiver: Server;
let ids: string[];
let types: string[];
let answer: (res: ServerResponse) => void;
const children: ManagerProcess[] = [];

beforeEach(async () => {
  ids = [];
  types = [];
  answer = (res) => res.writeHead(204).end();
  bench = await createBench();
  receiver = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    ids.push(String(req.headers['webhook-id']));
    types.push(JSON.parse(body).type);
    answer(res);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.signal('SIGKILL');
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await bench.close();
});

async function listenTo(bot: TestBot): Promise<void> {
  const { workspaceId } = bot;
  const id = newId('webhook');
  const place = webhookSecretPlace({ workspaceId, id });
  await bench.db.insert(webhookEndpoints).values({
    workspaceId,
    id,
    url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
    description: '',
    events: [...webhookEventTypes],
    secret: await bench.vault.seal(newWebhookSecret(), place),
  });
}

test('what the runtime itself finds is told: a question without an answer, and an update that failed for good', async () => {
  const probe = await createProbe(bench.db);
  const pairs = [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }];
  const bot = await bench.createBot({}, { probe: {}, faq: { pairs } });
  await listenTo(bot);
  await bench.startManager({ LOOPBACK_TARGETS: 'on' }, { modules: [...probe.modules, ...runtimeModules] });
  await bench.send(bot, 'anna', '/ask where do you keep the doves');
  await bench.send(bot, 'boris', '/fail');
  await eventually(() => {
    for (const type of ['bot.status_changed', 'question.unanswered', 'dead_letter.created'])
      expect(types).toContain(type);
  });
  expect(new Set(ids).size).toBe(ids.length);
});

test('kill -9 while events are on their way: each arrives in the end, under the id it had', async () => {
  const env = { ...bench.managerEnv, LOOPBACK_TARGETS: 'on' };
  const bot = await bench.createBot({ desiredState: 'stopped', status: 'stopped' });
  await listenTo(bot);
  for (let index = 0; index < 12; index += 1) {
    await bench.db.execute(sql`select emit_webhook_event(${bot.workspaceId}, 'bot.created', '{}', now())`);
  }
  // The first deliveries are never answered.
  answer = () => undefined;
  const first = await startManagerProcess(env);
  children.push(first);
  await eventually(() => expect(ids.length).toBeGreaterThan(0));
  first.signal('SIGKILL');
  await first.ended;
  const cut = new Set(ids);
  answer = (res) => res.writeHead(204).end();
  // As if the minute had passed after which a claim counts as lost.
  await bench.db.update(webhookDeliveries).set({ nextAttemptAt: new Date() });
  children.push(await startManagerProcess(env));
  const events = await bench.db.select({ id: webhookEvents.id }).from(webhookEvents);
  await eventually(async () => {
    const states = await bench.db.select({ state: webhookDeliveries.state }).from(webhookDeliveries);
    expect(states).toEqual(Array.from({ length: 12 }, () => ({ state: 'delivered' })));
  });
  expect(new Set(ids)).toEqual(new Set(events.map((event) => event.id)));
  expect(ids.filter((id) => cut.has(id)).length).toBe(2 * cut.size);
});
