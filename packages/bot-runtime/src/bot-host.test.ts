import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { coreModule } from '@dovecote/modules/core/core-handlers';
import { createTransport } from '@dovecote/telegram/transport';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { BotHost } from './bot-host';
import { createGate } from './intake-bench.test-helper';
import { registerProcess } from './processes';
import { createRuntimeBench } from './runtime-bench.test-helper';

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
  const host = new BotHost({
    ...bench,
    modules: [coreModule],
    transport,
    processId: lease.processId,
    clock: () => new Date(),
    publicUrl: null,
    maxConcurrent: 8,
    maxConcurrentPerWorkspace: 8,
    maxConcurrentBesideOthers: 8,
    handlerBudgetMs: 1_000,
    memoryBytesMax: 1_000_000,
    driftCheckMs: 60_000,
    fetch,
    platformModel: null,
    isLeaseValid: () => true,
    isOverloaded: () => false,
    onStatus: (record, status) => void (status === 'token_revoked' && refused.push(record.revision)),
    onActivity: () => undefined,
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
