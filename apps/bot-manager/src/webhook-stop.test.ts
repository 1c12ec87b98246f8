import { bots } from '@dovecote/db/schema/bots';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver, hostProbeBot } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

const firstPort = 26_700;

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;
let bot: TestBot;
let publicUrl: string;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
  ({ bot, publicUrl } = await hostProbeBot(bench, probe, firstPort));
});

afterEach(async () => {
  probe.release();
  await bench.close();
});

test('while a stopped bot ends what it began, what comes for it stays at Telegram', async () => {
  expect((await deliver(publicUrl, bot, '/slow one')).status).toBe(200);
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => {
    // One alone may have come at the very moment of the stop.
    for (const chatId of [78, 79, 80]) {
      expect((await deliver(publicUrl, bot, '/quick two', chatId)).status).toBe(503);
    }
  });
  expect(bench.managers[0]?.hostedBots()).toBe(1);
});

test('a stop that the database broke off does not leave the next start deaf', async () => {
  await bench.db.execute(sql`create sequence broken_stops`);
  await bench.db.execute(sql`create function break_stop() returns trigger language plpgsql security definer as $$
    begin perform nextval('broken_stops'); raise exception 'not now'; end $$`);
  await bench.db.execute(sql`create trigger break_stop before update of webhook_set_url on bots
    for each row when (new.webhook_set_url = 'leaving') execute function break_stop()`);
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => {
    const result = await bench.db.execute<{ is_called: boolean }>(sql`select is_called from broken_stops`);
    expect(result.rows).toEqual([{ is_called: true }]);
  });
  // At once, so that no sweep ends the stop before the start.
  await bench.db.transaction(async (tx) => {
    await tx.execute(sql`drop trigger break_stop on bots`);
    await tx
      .update(bots)
      .set({ desiredState: 'running', revision: sql`${bots.revision} + 1` })
      .where(eq(bots.id, bot.id));
    await tx.execute(sql`select pg_notify('dovecote_bots', ${bot.id})`);
  });
  await bench.send(bot, 'ann', '/quick one');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick one']));
});

const callAtTelegram = (method: string, payload: object = {}) =>
  fetch(`${bench.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });

async function webhookAtTelegram(): Promise<string> {
  const response = await callAtTelegram('getWebhookInfo');
  return ((await response.json()) as { result: { url: string } }).result.url;
}

test.each([{ kind: '429', retryAfter: 1 }, { kind: '500' }, { kind: 'reset' }])(
  'a webhook that Telegram did not take down at the stop goes later: %j',
  async (fault) => {
    const rules = [{ method: 'deleteWebhook', count: 1, ...fault }];
    await bench.control('POST', `/bots/${bot.telegramId}/faults`, { rules });
    await bench.setWanted(bot, { desiredState: 'stopped' });
    await eventually(() => expect(bench.managers[0]?.hostedBots()).toBe(0));
    await eventually(async () => expect(await webhookAtTelegram()).toBe(''), 20_000);
  },
  40_000,
);

test('a stop while no manager runs takes the webhook down when one is back', async () => {
  await bench.managers.pop()?.close();
  expect(await webhookAtTelegram()).toContain(bot.webhookPath);
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await bench.startManager();
  await eventually(async () => expect(await webhookAtTelegram()).toBe(''), 20_000);
}, 40_000);

test('a stop leaves a webhook that is somebody else’s by now', async () => {
  const theirs = 'http://127.0.0.1:9/theirs';
  await callAtTelegram('setWebhook', { url: theirs });
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => {
    const [row] = await bench.db.select().from(bots).where(eq(bots.id, bot.id));
    expect(row?.webhookSetUrl).toBe('none');
  });
  expect(await webhookAtTelegram()).toBe(theirs);
});
