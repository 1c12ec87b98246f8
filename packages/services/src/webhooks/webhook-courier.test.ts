import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { type ServiceContext, systemContext } from '../service-context';
import { createWebhook } from './create-webhook';
import { emitWebhookEvent } from './emit-webhook-event';
import { WebhookCourier } from './webhook-courier';

const eventsOfTheSilent = 100;
/** Than the silent attempts run out and make room. */
const sooner = 8_000;

let kit: TestServices;
let receiver: Server;
let url: string;
let heard: string[];

beforeEach(async () => {
  heard = [];
  // What goes to /silent is never answered.
  receiver = createServer((req, res) => {
    heard.push(req.url ?? '');
    if (req.url !== '/silent') res.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  kit = await createTestServices({ allowsLoopbackTargets: true });
});

afterEach(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await kit.close();
});

async function emit(ctx: ServiceContext, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await ctx.db.transaction(
      async (tx) =>
        await emitWebhookEvent(tx, ctx, { workspaceId: workspaceIdOf(ctx), type: 'bot.removed', data: { index } }),
    );
  }
}

test('an endpoint that never answers, with many events due, holds up no other workspace', async () => {
  const [silent, lively] = [await kit.signUp('silent'), await kit.signUp('lively')];
  await createWebhook(silent, { url: `${url}/silent`, events: ['bot.removed'] });
  await createWebhook(lively, { url: `${url}/lively`, events: ['bot.removed'] });
  const courier = new WebhookCourier(systemContext(kit.services, 'test'));
  await emit(silent, eventsOfTheSilent);
  for (let look = 0; look < 3; look += 1) await courier.look();
  await eventually(() => expect(heard).toContain('/silent'));
  await emit(lively, 3);
  for (let look = 0; look < 3; look += 1) await courier.look();
  await eventually(() => expect(heard.filter((path) => path === '/lively')).toHaveLength(3), sooner);
  expect(heard.length).toBeLessThan(eventsOfTheSilent);
  receiver.closeAllConnections();
  await courier.settle();
});
