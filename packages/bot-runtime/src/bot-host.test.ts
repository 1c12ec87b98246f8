import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { coreModule } from '@dovecote/modules/core/core-handlers';
import { createTransport } from '@dovecote/telegram/transport';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { BotHost, type BotHostOptions } from './bot-host';
import { createGate, messageUpdate } from './intake-bench.test-helper';
import { registerProcess } from './processes';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

function createHost(
  bench: RuntimeBench,
  options: Pick<BotHostOptions, 'transport' | 'processId'> & Partial<BotHostOptions>,
): BotHost {
  return new BotHost({
    ...bench,
    modules: [coreModule],
    clock: () => new Date(),
    publicUrl: null,
    maxConcurrent: 64,
    maxConcurrentPerWorkspace: 64,
    maxConcurrentBesideOthers: 64,
    handlerBudgetMs: 1_000,
    memoryBytesMax: 1_000_000,
    driftCheckMs: 60_000,
    fetch,
    platformModel: null,
    isLeaseValid: () => true,
    isOverloaded: () => false,
    onStatus: () => undefined,
    onActivity: () => undefined,
    ...options,
  });
}

test('a token that is refused while the next one is taken over does not hide that the next one is refused too', async () => {
  const bench = await createRuntimeBench();
  const polled: string[] = [];
  const refusal = createGate();
  const api = createServer(async (req, res) => {
    const isPoll = req.url?.endsWith('/getUpdates') === true;
    if (isPoll) polled.push(req.url ?? '');
    if (isPoll) await refusal.opened;
    const body = isPoll ? { ok: false, error_code: 401, description: 'Unauthorized' } : { ok: true, result: true };
    res.writeHead(isPoll ? 401 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const { id, workspaceId } = await bench.createBot(`http://127.0.0.1:${(api.address() as AddressInfo).port}`);
  const transport = createTransport();
  const lease = await registerProcess(bench.url);
  const refused: number[] = [];
  const host = createHost(bench, {
    transport,
    processId: lease.processId,
    onStatus: (record, status) => void (status === 'token_revoked' && refused.push(record.revision)),
  });
  await host.sync(id);
  await eventually(() => expect(polled).toHaveLength(1));

  const purpose = 'bot_token';
  const value = await bench.vault.seal('second', { workspaceId, purpose, row: id, column: 'value' });
  await bench.db
    .update(botCredentials)
    .set({ value })
    .where(and(eq(botCredentials.botId, id), eq(botCredentials.purpose, purpose)));
  await bench.db.update(bots).set({ revision: 2 }).where(eq(bots.id, id));
  // The new revision is read by then, and the old token still polls.
  const locker = await bench.pool.connect();
  await locker.query('begin; lock table module_settings in access exclusive mode');
  const taken = host.sync(id);
  await eventually(async () => {
    const waiting = await bench.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(waiting.rowCount).toBeGreaterThan(0);
  });
  refusal.open();
  await eventually(() => expect(refused).toEqual([1]));
  await locker.query('commit');
  locker.release();
  await taken;
  await eventually(() => expect(refused).toEqual([1, 2]));
  expect(polled.at(-1)).toContain('second');

  await host.close();
  await transport.close();
  await lease.release();
  await new Promise((resolve) => api.close(resolve));
  await bench.close();
});

test('while the event loop is late, updates are taken in as long as few are in flight', async () => {
  const bench = await createRuntimeBench();
  const { id } = await bench.createBot();
  const transport = createTransport();
  const lease = await registerProcess(bench.url);
  const host = createHost(bench, { transport, processId: lease.processId, isOverloaded: () => true });
  await host.sync(id);
  const intake = host.find(id)?.intake;
  await eventually(() => expect(intake?.hasCapacity()).toBe(true));

  const locker = await bench.pool.connect();
  await locker.query('begin; lock table contacts in access exclusive mode');
  const offered = Array.from({ length: 16 }, (_, at) => {
    const update = messageUpdate(at + 1, at + 1);
    return intake?.offer(update, JSON.stringify(update));
  });
  await eventually(() => expect(host.counts.inFlight).toBe(16));
  expect(intake?.hasCapacity()).toBe(false);
  await locker.query('commit');
  locker.release();
  await Promise.all(offered);
  await eventually(() => expect(intake?.hasCapacity()).toBe(true));

  await host.close();
  await transport.close();
  await lease.release();
  await bench.close();
});
