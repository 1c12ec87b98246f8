import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { coreModule } from '@dovecote/modules/core/core-handlers';
import { defineModule } from '@dovecote/modules/kit/definition';
import { defineHandlers } from '@dovecote/modules/kit/module-handlers';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { deliver } from './delivery.test-helper';
import { createBench } from './manager-bench.test-helper';

const firstPort = 28_900;
const rounds = 5;
const napMs = 120;

let bench: Awaited<ReturnType<typeof createBench>>;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(() => bench.close());

const definition = defineModule({
  id: 'errands',
  title: 'Errands',
  summary: 'Runs a task for a chat, and is slow to answer it.',
  category: 'essentials',
  settings: z.strictObject({}),
  commands: [],
  updates: ['message'],
  keeps: [],
});

test('a chat whose task ends while its next message is handled is answered both times, and its bot stays open', async () => {
  const errands = defineHandlers(
    definition,
    {
      commands: {
        work: (ctx) => ctx.enqueue('work', { key: 'one', payload: {} }),
        async nap(ctx) {
          await sleep(napMs);
          ctx.reply('napped');
        },
      },
      jobs: { work: (ctx) => ctx.reply('worked') },
      tasks: { work: { timeoutMs: 1_000, run: () => Promise.resolve({}) } },
    },
    { en: {}, ru: {} },
  );
  const port = await findFreePort(firstPort);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, { errands: {}, core: {} });
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port }, { modules: [errands, coreModule] });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const epoch = async () =>
    (await bench.db.execute(sql`select epoch from bot_holders where bot_id = ${bot.id}`)).rows[0]?.epoch;
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).not.toEqual([]));
  const ann = await bench.chatIdOf(bot, 'ann');
  const before = await epoch();
  for (let round = 0; round < rounds; round += 1) {
    expect((await deliver(publicUrl, bot, '/work', ann)).status).toBe(200);
    expect((await deliver(publicUrl, bot, '/nap', ann)).status).toBe(200);
    await eventually(async () => {
      const said = await bench.answers(bot, 'ann');
      expect(said.filter((text) => text === 'napped')).toHaveLength(round + 1);
      expect(said.filter((text) => text === 'worked')).toHaveLength(round + 1);
    });
  }
  expect(await epoch()).toBe(before);
});
