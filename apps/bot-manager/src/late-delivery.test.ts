import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver, hostProbeBot, privateMessage } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

const firstPort = 28_700;

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
});

afterEach(async () => {
  probe.release();
  await bench.close();
});

/** A delivery whose body stops after its first bytes until it is finished. */
function beginDelivery(publicUrl: string, bot: TestBot, update: object) {
  const text = JSON.stringify(update);
  const headers = {
    'x-telegram-bot-api-secret-token': bot.webhookSecret,
    'content-length': Buffer.byteLength(text),
  };
  const req = request(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers });
  const status = new Promise<number | undefined>((resolve, reject) => {
    req.on('error', reject);
    req.on('response', (res) => resolve(res.resume().statusCode));
  });
  req.write(text.slice(0, 10));
  return { status, finish: () => void req.end(text.slice(10)) };
}

test('a delivery that began while its bot was closed here and ends when it is open again is not overtaken', async () => {
  const { bot, publicUrl } = await hostProbeBot(bench, probe, firstPort);
  await bench.send(bot, 'ann', '/quick opening');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick opening']));
  const ann = await bench.chatIdOf(bot, 'ann');
  // Somebody else's slow update keeps the bot closing.
  await deliver(publicUrl, bot, '/slow elsewhere', ann + 1);
  await bench.setWanted(bot, { webhookSetUrl: null });
  await sleep(500);
  const older = beginDelivery(publicUrl, bot, privateMessage('/quick older', ann, 900_000));
  await sleep(200);
  probe.release();
  await eventually(async () =>
    expect((await bench.db.execute(sql`select from bot_holders where epoch > 1`)).rows).toHaveLength(1),
  );
  await sleep(500);
  older.finish();
  expect(await older.status).toBe(200);
  await eventually(async () => expect((await deliver(publicUrl, bot, '/quick newer', ann, 900_001)).status).toBe(200));
  await eventually(async () =>
    expect(await bench.answers(bot, 'ann')).toEqual(['quick opening', 'quick older', 'quick newer']),
  );
});
